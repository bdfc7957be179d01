import type { JsonObject } from '../../json/decode.js';
import { ResponsesDecoder } from './stream-decoder.js';

const message = { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed' };
const text = {
  type: 'output_text',
  text: 'Hi',
  annotations: [{ type: 'url_citation', url: 'https://x.test' }],
};
const whole = { ...message, content: [text] };
const added = (item: object, output_index = 0) => ({
  type: 'response.output_item.added',
  output_index,
  item,
});
const done = (item: object, output_index = 0) => ({ type: 'response.output_item.done', output_index, item });
const delta = (kind: string, said: string, more: object = {}) => ({
  type: `response.${kind}.delta`,
  output_index: 0,
  delta: said,
  ...more,
});
const partAdded = (content_index: number, type: string) => ({
  type: 'response.content_part.added',
  output_index: 0,
  content_index,
  part: { type },
});
const last = (type: 'completed' | 'incomplete', response: object) => ({
  type: `response.${type}`,
  response: { id: 'resp_1', status: type, output: [], ...response },
});

/** In short: what opened, what it grew by, what closed, how it ended. */
function told(...events: JsonObject[]): string[] {
  const decoder = new ResponsesDecoder();
  return [...events.flatMap((json) => decoder.read({ json })), ...decoder.finish()].map((part) => {
    switch (part.kind) {
      case 'open':
        return `open ${part.block} ${part.part.kind}`;
      case 'delta':
        return [part.block, part.text, part.sealed?.value, part.citations?.[0]?.url]
          .filter((x) => x !== undefined)
          .join(' ');
      case 'close':
        return `close ${part.block}`;
      case 'finish':
        return part.finish.reason;
      default:
        return part.kind;
    }
  });
}

describe('blocks', () => {
  it.each<[string, JsonObject[], string[]]>([
    [
      'text in deltas, and what they left out from the whole',
      [added(message), delta('output_text', 'H'), delta('output_text', 'i'), done(whole)],
      ['open 0 text', '0 H', '0 i', '0 https://x.test', 'close 0'],
    ],
    ['text without deltas', [done(whole)], ['open 0 text', '0 Hi https://x.test', 'close 0']],
    [
      'thoughts in pieces',
      [
        delta('reasoning_summary_text', 'a', { summary_index: 0 }),
        delta('reasoning_summary_text', 'b', { summary_index: 1 }),
        done({ type: 'reasoning', summary: [{ text: 'a' }, { text: 'b' }], encrypted_content: 'x' }),
      ],
      ['open 0 reasoning', '0 a', '0 \n\n', '0 b', '0 x', 'close 0'],
    ],
    [
      'thoughts told twice, as themselves and as a summary',
      [delta('reasoning_text', 'all'), delta('reasoning_summary_text', 'short')],
      ['open 0 reasoning', '0 all', 'close 0'],
    ],
    [
      'thoughts whose end is said late',
      [
        delta('reasoning_text', 'a'),
        added(message, 1),
        delta('output_text', 'Hi', { output_index: 1 }),
        done({ type: 'reasoning', content: [{ text: 'a' }], encrypted_content: 'x' }),
      ],
      ['open 0 reasoning', '0 a', 'close 0', 'open 1 text', '1 Hi', 'open 2 reasoning', 'close 2', 'close 1'],
    ],
    [
      'calls, also of custom tools',
      [
        added({ type: 'function_call', call_id: 'c', name: 'f', arguments: '' }),
        delta('function_call_arguments', '{}'),
        done({ type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' }),
        added({ type: 'custom_tool_call', call_id: 'd', name: 'sh', input: '' }, 1),
        delta('custom_tool_call_input', 'ls', { output_index: 1 }),
      ],
      ['open 0 tool_call', '0 {}', 'close 0', 'open 1 tool_call', '1 ls', 'close 1'],
    ],
    [
      'a hosted tool, when it is done',
      [
        added({ type: 'web_search_call', id: 'ws' }),
        { type: 'response.web_search_call.searching', output_index: 0 },
        done({ type: 'web_search_call', id: 'ws' }),
      ],
      ['open 0 vendor', 'close 0'],
    ],
    ['a picture', [done({ type: 'image_generation_call', result: 'QUJD' })], ['open 0 media', 'close 0']],
    [
      'two parts of a message',
      [
        partAdded(0, 'output_text'),
        delta('output_text', 'a', { content_index: 0 }),
        partAdded(1, 'refusal'),
        delta('refusal', 'no', { content_index: 1 }),
      ],
      ['open 0 text', '0 a', 'close 0', 'open 1 refusal', '1 no', 'close 1'],
    ],
    ['a call that was never announced', [delta('function_call_arguments', '{}')], []],
    ['an event of the future', [{ type: 'response.sparkle', output_index: 0 }], []],
  ])('%s', (_name, events, expected) => {
    expect(told(...events)).toEqual([...expected, 'other', 'end']);
  });
});

describe('the last event', () => {
  const usage = { input_tokens: 1, output_tokens: 2 };
  const call = { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' };
  it.each<[string, JsonObject, string[]]>([
    ['completed', last('completed', { usage }), ['start', 'stop', 'usage', 'end']],
    [
      'says all where nothing else did',
      last('completed', { output: [whole] }),
      ['start', 'open 0 text', '0 Hi https://x.test', 'close 0', 'stop', 'end'],
    ],
    [
      'with calls',
      last('completed', { output: [call] }),
      ['start', 'open 0 tool_call', '0 {}', 'close 0', 'tool_calls', 'end'],
    ],
    [
      'cut short',
      last('incomplete', { incomplete_details: { reason: 'max_output_tokens' } }),
      ['start', 'length', 'end'],
    ],
    [
      'filtered',
      last('incomplete', { incomplete_details: { reason: 'content_filter' } }),
      ['start', 'content_filter', 'end'],
    ],
    [
      'for another reason',
      last('incomplete', { incomplete_details: { reason: 'x' } }),
      ['start', 'other', 'end'],
    ],
  ])('%s', (_name, event, expected) => {
    expect(told(event)).toEqual(expected);
  });

  it('begins with what stays, and ends with the rest', () => {
    const decoder = new ResponsesDecoder();
    const response = { id: 'r', model: 'm', created_at: 7, status: 'in_progress', store: true, error: null };
    expect(decoder.read({ json: { type: 'response.created', response } })).toEqual([
      { kind: 'start', id: 'r', model: 'm', createdS: 7, extras: { 'openai-responses': { store: true } } },
    ]);
    decoder.read({ json: last('completed', { completed_at: 9 }) });
    expect(decoder.finish()).toEqual([
      { kind: 'end', extras: { 'openai-responses': { status: 'completed', completed_at: 9 } } },
    ]);
  });
});
