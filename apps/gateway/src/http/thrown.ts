import { lost } from './lost.js';
import { tooLarge, type Refused } from './refusal.js';

interface Asked {
  readonly method: string;
  readonly url: string;
}

/** What a caller is told of something that was thrown: by the framework, by a guard, by ourselves. */
export function thrownAsRefusal(thrown: unknown, { method, url }: Asked, bodyLimitBytes: number): Refused {
  const status = statusOf(thrown);
  if (status === 413) return tooLarge(bodyLimitBytes);
  if (status === 404) return lost(method, url);
  if (status < 500)
    return { status, message: thrown instanceof Error ? thrown.message : 'The request is not valid.' };
  return { status: 500, message: 'The gateway failed; the cause is in its log.', code: 'gateway_error' };
}

/** Nest says it with a method, Fastify with a field. */
function statusOf(thrown: unknown): number {
  const said = thrown as { getStatus?: () => unknown; statusCode?: unknown } | undefined;
  const status = typeof said?.getStatus === 'function' ? said.getStatus() : said?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
