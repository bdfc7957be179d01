import { CONVERSATION_DIALECTS, type ConversationDialect } from '@fairlead/plugin-sdk';

/**
 * A proof or a cipher that only the vendor that made it can read: sent back to it unchanged, and to nobody else.
 */
export interface Signature {
  readonly origin: ConversationDialect;
  readonly value: string;
}

/** Between the origin's name and the value; stands in no base64 text. */
const SEPARATOR = '#';

const ORIGIN = new RegExp(`^(${CONVERSATION_DIALECTS.join('|')})${SEPARATOR}`);

/**
 * A signature as a field of `own` holds it. One of another origin gets that origin's name in front, so that it comes
 * back through a caller that knows nothing of it: callers return such fields as they got them.
 */
export function writeSignature({ origin, value }: Signature, own: ConversationDialect): string {
  return origin === own ? value : `${origin}${SEPARATOR}${value}`;
}

/** The signature in a field of `own`, whoever made it. */
export function readSignature(text: string, own: ConversationDialect): Signature {
  const origin = ORIGIN.exec(text)?.[1];
  return origin === undefined
    ? { origin: own, value: text }
    : { origin: origin as ConversationDialect, value: text.slice(origin.length + SEPARATOR.length) };
}
