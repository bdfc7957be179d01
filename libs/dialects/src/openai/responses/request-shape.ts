import { asArray, asCount, asObject, asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { requestReader } from '../../json/model-field.js';

export const readResponsesRequest = requestReader(
  ['max_output_tokens', 'previous_response_id', 'conversation', 'input', 'store'],
  (fields) =>
    defined({
      maxOutputTokens: asCount(fields.value('max_output_tokens')),
      previousReplyId: keptState({
        previous_response_id: fields.value('previous_response_id'),
        conversation: fields.value('conversation'),
        // It is most of the body. A reference has an `id`, which may be written with escapes.
        input: fields.mentions('input', '"id"', '\\u') ? fields.value('input') : undefined,
      }),
      // Kept unless the caller says no.
      stored: fields.value('store') === false ? undefined : true,
    }),
);

/**
 * What the provider keeps and the request goes on from: an earlier response, a conversation, or single items. Only
 * the provider that has it can answer, whichever of the three it is.
 */
export function keptState(fields: JsonObject): string | undefined {
  const conversation = fields['conversation'];
  return (
    asText(fields['previous_response_id']) ??
    asText(conversation) ??
    asText(asObject(conversation)?.['id']) ??
    referredItem(fields['input'])
  );
}

function referredItem(input: unknown): string | undefined {
  for (const value of asArray(input)) {
    const item = asObject(value);
    if (item !== undefined && isItemReference(item)) return asText(item['id']);
  }
  return undefined;
}

/** The type may be left out: then an id without a role or content is a reference. */
export function isItemReference(item: JsonObject): boolean {
  const type = item['type'] ?? undefined;
  return type === 'item_reference' || (type === undefined && item['role'] === undefined && 'id' in item);
}
