import type { Dialect, ReplyReading } from '../dialect.js';
import { messagesCounting } from './codec/counting-codec.js';
import { asCount, readJsonObject } from '../json/decode.js';
import { failureIn } from './failure.js';
import { readCountRequest } from './request.js';
import { anthropicWire } from './wire.js';

/** Counting of the tokens of a message request, as Anthropic defined it. There is no stream. */
export const anthropicCountTokens: Dialect = {
  ...anthropicWire,
  name: 'anthropic-count-tokens',
  operation: 'count_tokens',
  readRequest: readCountRequest,
  readReply,
  counting: messagesCounting,
  terminator: new Uint8Array(0),
};

function readReply(body: Uint8Array): ReplyReading {
  const reply = readJsonObject(body);
  if (reply === undefined) return { verdict: body.length === 0 ? 'empty' : 'malformed' };
  const failure = failureIn(reply);
  if (failure !== undefined) return { verdict: 'error', failure };
  return { verdict: asCount(reply['input_tokens']) === undefined ? 'empty' : 'ok' };
}
