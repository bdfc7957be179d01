import type { EncodingContext } from '../../codec.js';
import type { Choice, Part, Reply } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { OutputItems } from './output-items.js';
import { writeResponse } from './write-response.js';

/** The first choice as a whole response: the same items, from the same writers, that a stream would have built. */
export function encodeReply(reply: Reply, context: EncodingContext): JsonObject {
  const items = new OutputItems(context.seed, () => undefined);
  const [choice] = reply.choices;
  for (const part of choice ? withLogprobs(choice) : []) {
    if (part.kind === 'tool_result') continue;
    items.open(part);
    items.close();
  }
  const finish = choice?.finish ?? { reason: 'other' };
  items.finish(finish);
  const { refused, done } = items;
  return writeResponse(reply, done, context, { finish, refused, usage: reply.usage });
}

/** Those of the whole choice go with its first text. */
function withLogprobs({ parts, logprobs }: Choice): readonly Part[] {
  const first = parts.find((part) => part.kind === 'text');
  if (logprobs === undefined || first === undefined || first.logprobs !== undefined) return parts;
  return parts.map((part) => (part === first ? { ...first, logprobs } : part));
}
