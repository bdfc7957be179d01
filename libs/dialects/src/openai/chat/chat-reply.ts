import type { ReplyReading } from '../../dialect.js';
import { decodeUtf8, parseObject } from '../../json/decode.js';
import { readChoices } from './chat-chunk.js';
import { inStreamFailure } from '../failure.js';
import { readOpenAiUsage } from '../usage.js';

/** Judges a whole chat completion: a 200 is no proof of an answer. */
export function readChatReply(body: Uint8Array): ReplyReading {
  const reply = parseObject(decodeUtf8(body));
  if (reply === undefined) return { verdict: body.length === 0 ? 'empty' : 'malformed' };
  const usage = readOpenAiUsage(reply['usage']);
  const choices = readChoices(reply, 'message');
  const error = reply['error'] ?? choices.find((choice) => choice.error !== undefined)?.error;
  if (error !== undefined && error !== null)
    return { verdict: 'error', failure: inStreamFailure(error, 500) };
  const answered = choices.some((choice) => choice.hasContent || choice.finishReason !== undefined);
  return {
    verdict: answered ? 'ok' : 'empty',
    ...(usage && { usage }),
    ...(choices.some((choice) => choice.finishReason === 'content_filter') && { filtered: true }),
  };
}
