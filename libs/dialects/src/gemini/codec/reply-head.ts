import type { Reply } from '@fairlead/plugin-sdk';
import { asObject, asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { ownExtras } from './own-extras.js';

/** What a reply, or any chunk of a stream, says of the whole; `createTime` is kept because it is finer than seconds. */
export function readReplyHead(body: JsonObject): Omit<Reply, 'choices' | 'usage'> {
  const { candidates: _candidates, usageMetadata, responseId, modelVersion, ...rest } = body;
  const createdMs = Date.parse(asText(body['createTime']) ?? '');
  return {
    ...defined({
      id: asText(responseId),
      model: asText(modelVersion),
      createdS: Number.isFinite(createdMs) ? Math.floor(createdMs / 1000) : undefined,
      serviceTier: asText(asObject(usageMetadata)?.['serviceTier']),
    }),
    ...ownExtras(rest),
  };
}

/** @param seed stands in for an id, and `model` for a name, that the provider did not state */
export function writeReplyHead(
  head: Omit<Reply, 'choices' | 'usage'>,
  seed: string,
  model: string,
): JsonObject {
  const { id, createdS } = head;
  return {
    ...defined({ createTime: createdS === undefined ? undefined : new Date(createdS * 1000).toISOString() }),
    modelVersion: head.model ?? model,
    responseId: id ?? seed,
    ...head.extras?.gemini,
  };
}
