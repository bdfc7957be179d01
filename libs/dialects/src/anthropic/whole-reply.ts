import type { ReplyReading } from '../dialect.js';
import { asArray, asText, readJsonObject } from '../json/decode.js';
import { defined } from '../json/defined.js';
import { failureIn } from './failure.js';
import { readMessagesUsage } from './usage.js';

/** Judges a whole message: a 200 is no proof of an answer. */
export function readMessagesReply(body: Uint8Array): ReplyReading {
  const message = readJsonObject(body);
  if (message === undefined) return { verdict: body.length === 0 ? 'empty' : 'malformed' };
  const failure = failureIn(message);
  if (failure !== undefined) return { verdict: 'error', failure };
  const stopReason = asText(message['stop_reason']);
  const answered = asArray(message['content']).length > 0 || stopReason !== undefined;
  return {
    verdict: answered ? 'ok' : 'empty',
    ...defined({ usage: readMessagesUsage(message['usage']) }),
    ...(stopReason === 'refusal' && { filtered: true }),
  };
}
