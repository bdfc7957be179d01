import { ask, simulator, stream } from '../testing/simulate.js';

const provider = (options: object = {}): ReturnType<typeof simulator> =>
  simulator({ dialect: 'anthropic-messages', ...options });
const hello = { max_tokens: 2000, messages: [{ role: 'user', content: 'Which ship comes in tonight?' }] };
const input_schema = { type: 'object', properties: { port: { type: 'string' } }, required: ['port'] };
const tools = ['tide_table', 'moor'].map((name) => ({ name, input_schema }));
const thinking = { type: 'enabled', budget_tokens: 1024 };
const using = (text: string): Record<string, unknown> => ({
  ...hello,
  tools,
  messages: [{ role: 'user', content: text }],
});

type Block = Record<string, unknown>;
type Typed = { readonly type?: string };
type Event = Record<string, never> & {
  readonly type: string;
  readonly delta: Block;
  readonly content_block: Block;
};

/** The order of events, without repetitions. */
function shapeOf(events: readonly object[]): readonly string[] {
  const names = (events as readonly Event[]).map(({ type, delta, content_block: block }) =>
    `${type} ${(block as Typed)?.type ?? (delta as Typed)?.type ?? ''}`.trim(),
  );
  return names.filter((name, index) => name !== names[index - 1]);
}

/** Puts a stream's blocks together, as a client does. */
function blocksOf(events: readonly object[]): readonly Block[] {
  const blocks: Block[] = [];
  const json: string[] = [];
  for (const { type, index, content_block: start, delta } of events as readonly (Event & {
    index: number;
  })[]) {
    if (type === 'content_block_start') blocks.push({ ...start });
    if (type === 'content_block_stop' && json.length > 0)
      blocks[index]!['input'] = JSON.parse(json.splice(0).join(''));
    if (type !== 'content_block_delta') continue;
    if (delta['type'] === 'input_json_delta') json.push(String(delta['partial_json']));
    for (const key of ['text', 'thinking', 'signature'])
      if (key in delta) blocks[index]![key] = String(blocks[index]![key]) + String(delta[key]);
  }
  return blocks;
}

describe('simulated messages', () => {
  it('are whole messages', async () => {
    const { status, json } = await ask(provider({ output_tokens: 5 }), hello);
    expect([status, json]).toEqual([
      200,
      {
        id: expect.stringMatching(/^msg_/),
        type: 'message',
        role: 'assistant',
        model: 'swift',
        content: [{ type: 'text', text: expect.stringMatching(/\w{3}/) }],
        stop_reason: 'end_turn',
        stop_sequence: null,
        usage: expect.objectContaining({ input_tokens: 7, output_tokens: 5, cache_read_input_tokens: 0 }),
      },
    ]);
  });

  it.each<[what: string, body: Record<string, unknown>, reason: string, kinds: string[]]>([
    ['a limit', { max_tokens: 3 }, 'max_tokens', ['text']],
    ['a stop sequence', { stop_sequences: ['.'] }, 'stop_sequence', ['text']],
    ['a call', using('please moor'), 'tool_use', ['tool_use']],
    ['two calls', using('moor by the tide_table'), 'tool_use', ['tool_use', 'tool_use']],
    ['a call that is demanded', { tools, tool_choice: { type: 'any' } }, 'tool_use', ['tool_use']],
    ['no call where none may be', { ...using('moor'), tool_choice: { type: 'none' } }, 'end_turn', ['text']],
    ['a thought', { thinking }, 'end_turn', ['thinking', 'text']],
    ['a thought and a call', { ...using('moor'), thinking }, 'tool_use', ['thinking', 'tool_use']],
  ])('with %s are the same whole and streamed', async (_what, body, reason, kinds) => {
    const { json } = await ask(provider(), { ...hello, ...body });
    expect([json['stop_reason'], (json['content'] as Block[]).map(({ type }) => type)]).toEqual([
      reason,
      kinds,
    ]);
    const events = await stream(provider(), { ...hello, ...body });
    expect(blocksOf(events).map(({ type }) => type)).toEqual(kinds);
    const end = events.at(-2) as { delta: object; usage: object };
    expect(end.delta).toMatchObject({ stop_reason: reason });
  });

  it('stream in the order that clients know', async () => {
    expect(shapeOf(await stream(provider(), { ...using('moor'), thinking }))).toEqual([
      'message_start',
      'content_block_start thinking',
      'ping',
      'content_block_delta thinking_delta',
      'content_block_delta signature_delta',
      'content_block_stop',
      'content_block_start tool_use',
      'content_block_delta input_json_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
  });
});
