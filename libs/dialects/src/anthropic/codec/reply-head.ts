import type { EncodingContext } from '../../codec.js';
import type { Reply } from '../../form/index.js';
import { asObject, asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { keep, ownExtras } from './own.js';

/** Everything that a message says of itself but for what was said, why it ended and what it took. */
export type ReplyHead = Pick<Reply, 'id' | 'model' | 'serviceTier' | 'extras'>;

export function decodeHead(message: JsonObject): ReplyHead {
  const {
    id,
    model,
    type: _type,
    role: _role,
    content: _content,
    stop_reason: _reason,
    stop_sequence: _sequence,
    stop_details: _details,
    usage,
    ...rest
  } = message;
  return {
    ...defined({
      id: asText(id),
      model: asText(model),
      serviceTier: asText(asObject(usage)?.['service_tier']),
    }),
    ...keep(rest),
  };
}

/** The provider's id and model, whatever dialect it speaks; else an id of the exchange and the model asked for. */
export function encodeHead(head: ReplyHead, { seed, conversation }: EncodingContext): JsonObject {
  return {
    id: head.id ?? `msg_${seed}`,
    type: 'message',
    role: 'assistant',
    model: head.model ?? conversation.model,
    ...ownExtras(head),
  };
}
