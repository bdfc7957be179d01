import { textPart, type OutputItem } from './output-items.js';

/** What happens while an item comes. */
export interface ItemEvent {
  readonly type: string;
  readonly data: object;
  /** Whether it brings a token. */
  readonly bringsToken?: true;
}

/** All between the announcement of an item and its end. */
export function itemEvents(item: OutputItem): readonly ItemEvent[] {
  const text = item.tokens.join('');
  switch (item.kind) {
    case 'thought':
      return item.told ? summaryEvents(item.id, item.tokens, text) : [];
    case 'text':
      return textEvents(item.id, item.tokens, text);
    case 'call':
      return [
        ...deltas('response.function_call_arguments.delta', { item_id: item.id }, item.tokens),
        { type: 'response.function_call_arguments.done', data: { item_id: item.id, arguments: text } },
      ];
  }
}

function summaryEvents(id: string, tokens: readonly string[], text: string): readonly ItemEvent[] {
  const at = { item_id: id, summary_index: 0 };
  const part = (said: string): object => ({ ...at, part: { type: 'summary_text', text: said } });
  return [
    { type: 'response.reasoning_summary_part.added', data: part('') },
    ...deltas('response.reasoning_summary_text.delta', at, tokens),
    { type: 'response.reasoning_summary_text.done', data: { ...at, text } },
    { type: 'response.reasoning_summary_part.done', data: part(text) },
  ];
}

function textEvents(id: string, tokens: readonly string[], text: string): readonly ItemEvent[] {
  const at = { item_id: id, content_index: 0 };
  return [
    { type: 'response.content_part.added', data: { ...at, part: textPart('') } },
    ...deltas('response.output_text.delta', { ...at, logprobs: [] }, tokens),
    { type: 'response.output_text.done', data: { ...at, logprobs: [], text } },
    { type: 'response.content_part.done', data: { ...at, part: textPart(text) } },
  ];
}

function deltas(type: string, at: object, tokens: readonly string[]): readonly ItemEvent[] {
  return tokens.map((delta) => ({ type, data: { ...at, delta }, bringsToken: true }));
}
