import type { FinishReason, StreamPart } from '@fairlead/plugin-sdk';
import { StreamParts } from './stream-parts.js';
import { wholeParts } from './whole-parts.js';

/** The parts of an answer with the deltas of each block joined, so that whole and streamed answers compare. */
function joined(parts: readonly StreamPart[]): StreamPart[] {
  const result: StreamPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.kind === 'delta' && last?.kind === 'delta' && part.block === last.block) {
      const text = `${last.text ?? ''}${part.text ?? ''}`;
      result[result.length - 1] = { ...last, ...part, ...(text !== '' && { text }) };
    } else result.push(part);
  }
  return result;
}

function streamed(...events: readonly [name: string, event: object][]): StreamPart[] {
  const parts = new StreamParts();
  return joined([...events.flatMap(([name, event]) => parts.read(name, event)), ...parts.end()]);
}

const usage = {
  inputTokens: 10,
  outputTokens: 20,
  totalTokens: 71,
  cacheReadInputTokens: 40,
  cacheWriteInputTokens: 1,
};
const counted = {
  kind: 'usage',
  usage: { tokens: { input: 51, output: 20, cacheRead: 40, cacheWrite: 1 } },
} as const;
const finish = (reason: FinishReason): StreamPart => ({ kind: 'finish', choice: 0, finish: { reason } });

it('text, with tokens of the cache within the prompt', () => {
  const parts = [
    { kind: 'start' },
    { kind: 'open', choice: 0, block: 0, part: { kind: 'text', text: '' } },
    { kind: 'delta', block: 0, text: 'Hello' },
    { kind: 'close', block: 0 },
    finish('stop'),
    counted,
    { kind: 'end' },
  ];
  const content = [{ text: 'Hello' }];
  expect(wholeParts({ output: { message: { content } }, stopReason: 'end_turn', usage })).toEqual(parts);
  expect(
    streamed(
      ['messageStart', { role: 'assistant' }],
      ['contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Hel' } }],
      ['contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'lo' } }],
      ['contentBlockStop', { contentBlockIndex: 0 }],
      ['messageStop', { stopReason: 'end_turn' }],
      ['metadata', { usage, metrics: { latencyMs: 5 } }],
    ),
  ).toEqual(parts);
});

it('thoughts and two calls', () => {
  const parts = [
    { kind: 'start' },
    { kind: 'open', choice: 0, block: 0, part: { kind: 'reasoning', text: '' } },
    { kind: 'delta', block: 0, text: 'Hm.', signature: { origin: 'anthropic-messages', value: 'sig' } },
    { kind: 'close', block: 0 },
    { kind: 'open', choice: 0, block: 1, part: { kind: 'tool_call', id: 'c1', name: 'look', input: '' } },
    { kind: 'delta', block: 1, text: '{"a":1}' },
    { kind: 'close', block: 1 },
    { kind: 'open', choice: 0, block: 2, part: { kind: 'tool_call', id: 'c2', name: 'wait', input: '' } },
    { kind: 'delta', block: 2, text: '{}' },
    { kind: 'close', block: 2 },
    finish('tool_calls'),
    { kind: 'end' },
  ];
  const content = [
    { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'sig' } } },
    { toolUse: { toolUseId: 'c1', name: 'look', input: { a: 1 } } },
    { toolUse: { toolUseId: 'c2', name: 'wait' } },
  ];
  expect(wholeParts({ output: { message: { content } }, stopReason: 'tool_use' })).toEqual(parts);
  expect(
    streamed(
      ['messageStart', { role: 'assistant' }],
      ['contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent: { text: 'Hm.' } } }],
      ['contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent: { signature: 'sig' } } }],
      ['contentBlockStop', { contentBlockIndex: 0 }],
      ['contentBlockStart', { contentBlockIndex: 1, start: { toolUse: { toolUseId: 'c1', name: 'look' } } }],
      ['contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: '{"a"' } } }],
      ['contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: ':1}' } } }],
      ['contentBlockStop', { contentBlockIndex: 1 }],
      ['contentBlockStart', { contentBlockIndex: 2, start: { toolUse: { toolUseId: 'c2', name: 'wait' } } }],
      ['contentBlockDelta', { contentBlockIndex: 2, delta: { toolUse: { input: '{}' } } }],
      ['contentBlockStop', { contentBlockIndex: 2 }],
      ['messageStop', { stopReason: 'tool_use' }],
    ),
  ).toEqual(parts);
});

it('citations and sealed thoughts', () => {
  const citation = { title: 'Book', source: 'https://x.test', sourceContent: [{ text: 'a' }, { text: 'b' }] };
  const cited = [{ title: 'Book', url: 'https://x.test', quote: 'ab' }];
  const sealed = { origin: 'anthropic-messages', value: 'eA==' };
  const parts = [
    { kind: 'start' },
    { kind: 'open', choice: 0, block: 0, part: { kind: 'reasoning', text: '', sealed } },
    { kind: 'close', block: 0 },
    { kind: 'open', choice: 0, block: 1, part: { kind: 'text', text: '' } },
    { kind: 'delta', block: 1, text: 'So.', citations: cited },
    { kind: 'close', block: 1 },
    finish('length'),
    { kind: 'end' },
  ];
  const content = [
    { reasoningContent: { redactedContent: 'eA==' } },
    { citationsContent: { content: [{ text: 'So.' }], citations: [citation] } },
  ];
  expect(wholeParts({ output: { message: { content } }, stopReason: 'max_tokens' })).toEqual(parts);
  expect(
    streamed(
      ['messageStart', {}],
      [
        'contentBlockDelta',
        { contentBlockIndex: 0, delta: { reasoningContent: { redactedContent: 'eA==' } } },
      ],
      ['contentBlockStop', { contentBlockIndex: 0 }],
      ['contentBlockDelta', { contentBlockIndex: 1, delta: { text: 'So.' } }],
      ['contentBlockDelta', { contentBlockIndex: 1, delta: { citation } }],
      ['somethingNew', { contentBlockIndex: 1 }],
      ['contentBlockDelta', { contentBlockIndex: 1, delta: { somethingNew: {} } }],
      ['messageStop', { stopReason: 'max_tokens' }],
    ),
  ).toEqual(parts);
});

it.each<[string, FinishReason]>([
  ['stop_sequence', 'stop_sequence'],
  ['guardrail_intervened', 'content_filter'],
  ['content_filtered', 'content_filter'],
  ['malformed_tool_use', 'malformed_call'],
  ['model_context_window_exceeded', 'context_length'],
  ['something_new', 'other'],
])('%s ends an answer as %s', (stopReason, reason) => {
  expect(streamed(['messageStart', {}], ['messageStop', { stopReason }])).toContainEqual(finish(reason));
});

it('what was written to the cache for an hour is counted apart', () => {
  const cacheDetails = [{ ttl: '1h', inputTokens: 1 }];
  expect(streamed(['messageStop', {}], ['metadata', { usage: { ...usage, cacheDetails } }])).toContainEqual({
    kind: 'usage',
    usage: { tokens: { ...counted.usage.tokens, cacheWrite1h: 1 } },
  });
});

it('a stream that ends before the answer does is broken', () => {
  expect(() => streamed(['messageStart', {}], ['contentBlockDelta', { delta: { text: 'Hel' } }])).toThrow(
    expect.objectContaining({ faultClass: 'stream_broken' }),
  );
});
