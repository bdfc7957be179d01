import type { Reply } from '@fairlead/plugin-sdk';
import type { ReplyReading } from '../dialect.js';
import { readJsonObject } from '../json/decode.js';

/** Judges a whole reply in the form: a 200 is no proof of an answer. */
export function readFormReply(body: Uint8Array): ReplyReading {
  const reply = readJsonObject(body) as unknown as Partial<Reply> | undefined;
  if (!Array.isArray(reply?.choices)) return { verdict: body.length === 0 ? 'empty' : 'malformed' };
  const { choices, usage } = reply as Reply;
  return {
    verdict: choices.length > 0 ? 'ok' : 'empty',
    ...(usage && { usage: usage.tokens }),
    ...(choices.some(({ finish }) => finish.reason === 'content_filter') && { filtered: true }),
  };
}
