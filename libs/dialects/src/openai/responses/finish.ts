import type { Finish, Part } from '../../form/index.js';
import { asObject, type JsonObject } from '../../json/decode.js';

export function decodeFinish(response: JsonObject, parts: readonly Pick<Part, 'kind'>[]): Finish {
  const status = response['status'] ?? 'completed';
  if (status === 'completed')
    return { reason: parts.some(({ kind }) => kind === 'tool_call') ? 'tool_calls' : 'stop' };
  switch (status === 'incomplete' && asObject(response['incomplete_details'])?.['reason']) {
    case 'max_output_tokens':
    case 'max_tokens':
      return { reason: 'length' };
    case 'content_filter':
      return { reason: 'content_filter' };
    default:
      return { reason: 'other' };
  }
}

/**
 * What a finish is called here. There are two words for an answer that is not whole, and clients know no third: what
 * the filter did not cut counts as cut short.
 *
 * @param refused the answer holds a refusal, which says it all
 */
export function writeFinish({ reason }: Finish, refused: boolean): JsonObject {
  switch (reason) {
    case 'length':
    case 'context_length':
    case 'pause':
    case 'malformed_call':
      return incomplete('max_output_tokens');
    case 'content_filter':
      return incomplete('content_filter');
    case 'refusal':
      return refused ? COMPLETED : incomplete('content_filter');
    default:
      return COMPLETED;
  }
}

const COMPLETED: JsonObject = { status: 'completed', incomplete_details: null };

function incomplete(reason: string): JsonObject {
  return { status: 'incomplete', incomplete_details: { reason } };
}
