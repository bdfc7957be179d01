import { createHash } from 'node:crypto';

/** Longer names are refused. */
const MAX_LENGTH = 64;

/** The end user's name; one that is too long becomes its SHA-256, which is the same for the same user every time. */
export function endUser(user: string | undefined): string | undefined {
  if (user === undefined || user.length <= MAX_LENGTH) return user;
  return createHash('sha256').update(user, 'utf8').digest('hex');
}
