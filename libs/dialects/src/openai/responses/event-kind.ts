import type { StreamEvent } from '../../dialect.js';
import { asArray, asObject, type JsonObject } from '../../json/decode.js';

const SILENT = new Set(['response.created', 'response.queued', 'response.in_progress', 'keepalive', 'ping']);

/** Events that end a stream, apart from failures. */
export const LAST = new Set(['response.completed', 'response.incomplete']);

/** Events that say a failure; a provider may send both, `error` first. */
export const FAILURES = new Set(['error', 'response.failed']);

/** Items that open empty and say something only in their deltas. */
const OPENS_EMPTY = new Set(['message', 'reasoning']);

/** Whether an event is something the caller waits for, a sign of work, or neither. */
export function contentKind(
  type: string,
  event: JsonObject,
): Extract<StreamEvent['kind'], 'silent' | 'content' | 'progress'> {
  if (SILENT.has(type)) return 'silent';
  if (type.endsWith('.delta')) return event['delta'] === '' ? 'silent' : 'content';
  return bringsContent(type, event) ? 'content' : 'progress';
}

/** Servers that send no deltas say everything in their done events. */
function bringsContent(type: string, event: JsonObject): boolean {
  const item = asObject(event['item']);
  if (type === 'response.output_item.added')
    return item !== undefined && !OPENS_EMPTY.has(String(item['type']));
  if (type === 'response.output_item.done') return item !== undefined && !isEmpty(item);
  if (type.endsWith('.done'))
    return ['text', 'refusal', 'arguments', 'input', 'code'].some((key) => (event[key] ?? '') !== '');
  return type === 'response.image_generation_call.partial_image' || type.includes('_call.');
}

function isEmpty(item: JsonObject): boolean {
  if (!OPENS_EMPTY.has(String(item['type']))) return false;
  return (
    asArray(item['content']).length === 0 &&
    asArray(item['summary']).length === 0 &&
    (item['encrypted_content'] ?? '') === ''
  );
}
