import { chunksOf, complete, read, send, simulator } from '../testing/simulate.js';

const parameters = { type: 'object', properties: { port: { type: 'string' } }, required: ['port'] };
const tools = ['tide_table', 'moor'].map((name) => ({ type: 'function', function: { name, parameters } }));
const ask = (content: string): object[] => [{ role: 'user', content }];
const afterwards = [
  ...ask('use moor'),
  {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'moor', arguments: '{}' } }],
  },
  { role: 'tool', tool_call_id: 'call_1', content: 'moored' },
];

describe('a simulated tool call', () => {
  it.each<[why: string, body: Record<string, unknown>, called: string | undefined]>([
    ['the user mentions it', { messages: ask('please moor her') }, 'moor'],
    [
      'the user mentions it in parts',
      { messages: [{ role: 'user', content: [{ type: 'text', text: 'moor' }] }] },
      'moor',
    ],
    ['some tool is required', { messages: ask('hi'), tool_choice: 'required' }, 'tide_table'],
    ['a required one is mentioned', { messages: ask('moor'), tool_choice: 'required' }, 'moor'],
    [
      'it is named',
      { messages: ask('hi'), tool_choice: { type: 'function', function: { name: 'moor' } } },
      'moor',
    ],
    ['nobody mentions one', { messages: ask('hi') }, undefined],
    ['tools are forbidden', { messages: ask('moor'), tool_choice: 'none' }, undefined],
    ['the tool has answered', { messages: afterwards }, undefined],
  ])('when %s', async (_why, body, called) => {
    const { choices } = await complete(simulator(), { tools, ...body });
    const { message, finish_reason: reason } = choices[0];
    expect([message.tool_calls?.[0]?.function.name, reason]).toEqual([
      called,
      called ? 'tool_calls' : 'stop',
    ]);
  });

  it('has arguments that fit the schema', async () => {
    const { choices } = await complete(simulator(), { tools, messages: ask('moor') });
    expect(choices[0].message.content).toBeNull();
    expect(choices[0].message.tool_calls).toMatchObject([
      { type: 'function', function: { arguments: '{"port":"harbour"}' } },
    ]);
  });

  it('streams the name once and the arguments in pieces', async () => {
    const { text } = await read(await send(simulator(), { tools, messages: ask('moor'), stream: true }));
    const chunks = chunksOf(text);
    const calls = chunks.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? []);
    expect(calls[0]).toMatchObject({ function: { name: 'moor', arguments: '' } });
    expect(calls.length).toBeGreaterThan(3);
    expect(calls.slice(1).every((call) => call.function.name === undefined)).toBe(true);
    expect(calls.map((call) => call.function.arguments).join('')).toBe('{"port":"harbour"}');
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('tool_calls');
  });

  it('is refused when the choice names no tool', async () => {
    const reply = await send(simulator(), {
      tools,
      messages: ask('hi'),
      tool_choice: { type: 'function', function: { name: 'sink' } },
    });
    expect(reply.status).toBe(400);
  });
});
