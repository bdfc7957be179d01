import fc from 'fast-check';
import { MessageStream } from '../anthropic/message-stream.js';
import type { StreamReading } from '../dialect.js';
import { ChatStream } from '../openai/chat/chat-stream.js';

/** A text that changes nothing but itself, and those that do. */
const text = fc.oneof(
  { weight: 5, arbitrary: fc.string({ unit: 'grapheme', minLength: 1 }) },
  fc.constantFrom('', ' ', '"', '\\', '\n', '"content":"', '\u2028', '🌊'),
);
const json = (value: unknown) => JSON.stringify(value);

const chatEvent = fc
  .record({
    index: fc.constantFrom(0, 0, 0, 1),
    delta: fc.oneof(
      { weight: 5, arbitrary: fc.record({ content: text }) },
      fc.record({ content: text, reasoning_content: text }),
      fc.record({ role: fc.constant('assistant'), content: fc.constantFrom('', null, 'x') }),
      fc.record({ tool_calls: fc.constant([{ index: 0, function: { arguments: '{}' } }]) }),
      fc.constant({}),
    ),
    finish: fc.constantFrom(undefined, null, null, null, 'stop', 'content_filter', 'error'),
    usage: fc.option(fc.record({ prompt_tokens: fc.nat(9), completion_tokens: fc.nat(9) }), { freq: 3 }),
    obfuscation: fc.constantFrom(undefined, 'ab', 'abc', ''),
  })
  .map(({ index, delta, finish, usage, obfuscation }) =>
    json({ id: 'c1', choices: [{ index, delta, finish_reason: finish }], usage, obfuscation }),
  );

const messageEvent = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({
        index: fc.constantFrom(0, 0, 1),
        delta: fc.oneof(
          fc.record({ type: fc.constant('text_delta'), text }),
          fc.record({ type: fc.constant('thinking_delta'), thinking: text }),
          fc.record({ type: fc.constant('input_json_delta'), partial_json: text }),
        ),
      })
      .map((fields) => json({ type: 'content_block_delta', ...fields })),
  },
  fc.constantFrom(
    json({ type: 'message_start', message: { usage: { input_tokens: 4, output_tokens: 1 } } }),
    json({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
    json({ type: 'content_block_start', index: 1, content_block: { type: 'text', text: 'Hi' } }),
    json({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } }),
    json({ type: 'message_stop' }),
    json({ type: 'error', error: { type: 'overloaded_error', message: 'busy' } }),
  ),
);

/** What a reading says of the events, each under a comment of its own where none may look like another. */
function said(reading: StreamReading, events: readonly string[], alike: boolean) {
  const kept = events.flatMap((data, n) =>
    reading
      .feed(Buffer.from(`${alike ? '' : `: ${n}\n`}event: e\ndata: ${data}\n\n`))
      .map(({ kind, name, json: fields, failure }) => ({ kind, name, fields, failure })),
  );
  const { finished, filtered, usage } = reading;
  return { kept, finished, filtered, usage };
}

describe('an event known by its look is what reading it would say', () => {
  it.each([
    ['ChatStream', () => new ChatStream(), chatEvent],
    ['MessageStream', () => new MessageStream(), messageEvent],
  ] as const)('of a %s', (_, open, event) => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 2, maxLength: 30 }), (events) => {
        expect(said(open(), events, true)).toEqual(said(open(), events, false));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the usage that came last', () => {
    const counted = (tokens: number, content: string) =>
      json({ choices: [{ delta: { content } }], usage: { prompt_tokens: 1, completion_tokens: tokens } });
    const events = [counted(1, 'a'), counted(2, ''), counted(1, 'b')];

    expect(said(new ChatStream(), events, true).usage).toMatchObject({ output: 1 });
  });
});
