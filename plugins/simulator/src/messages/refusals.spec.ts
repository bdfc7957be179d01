import { ask, simulator } from '../testing/simulate.js';

type Json = Record<string, unknown>;

const provider = simulator({ dialect: 'anthropic-messages' });
const user = { role: 'user', content: 'please moor' };
const input_schema = { type: 'object' };
const tools = [{ name: 'moor', input_schema }];
const use = { type: 'tool_use', id: 'toolu_1', name: 'moor', input: {} };
const result = { type: 'tool_result', tool_use_id: 'toolu_1', content: 'moored' };
const thinking = { type: 'enabled', budget_tokens: 1024 };
const messages = [user];
const body = { max_tokens: 2000, messages };
const turn = (role: string, ...content: object[]): Json => ({ role, content });

async function problemOf(request: Json): Promise<string> {
  const { status, json } = await ask(provider, request);
  const { type, message } = (json['error'] ?? {}) as { type?: string; message?: string };
  expect([status, json['type'], type]).toEqual([400, 'error', 'invalid_request_error']);
  return message!;
}

describe('messages that the API refuses', () => {
  it.each<[problem: string, request: Json]>([
    ['max_tokens: Field required', { messages }],
    ['max_tokens: Input should be greater than or equal to 1', { messages, max_tokens: 0 }],
    ['response_format: Extra inputs are not permitted', { ...body, response_format: {} }],
    ['messages.0.name: Extra inputs are not permitted', { ...body, messages: [{ ...user, name: 'a' }] }],
    [
      'messages.0.content.0.text.id: Extra inputs',
      { ...body, messages: [turn('user', { type: 'text', text: 'a', id: 1 })] },
    ],
    ['messages: Unexpected role "system"', { ...body, messages: [{ role: 'system', content: 'a' }] }],
    ['messages: at least one message is required', { ...body, messages: [] }],
    [
      'messages: text content blocks must be non-empty',
      { ...body, messages: [turn('user', { type: 'text', text: '' })] },
    ],
    ['`tool_use` blocks can only be in `assistant` messages', { ...body, messages: [turn('user', use)] }],
    [
      'unexpected `tool_use_id` found in `tool_result` blocks: toolu_1',
      { ...body, messages: [turn('user', result)] },
    ],
    [
      '`tool_use` ids were found without `tool_result` blocks immediately after: toolu_1',
      { ...body, messages: [user, turn('assistant', use), user] },
    ],
    [
      'Input should be a valid dictionary',
      { ...body, messages: [user, turn('assistant', { ...use, input: '{}' })] },
    ],
    [
      "should match pattern '^[a-zA-Z0-9_-]+$'",
      { ...body, messages: [user, turn('assistant', { ...use, id: 'a.b' })] },
    ],
    ['tools.0.custom.input_schema: Field required', { ...body, tools: [{ name: 'moor' }] }],
    [
      "input_schema.type: Input should be 'object'",
      { ...body, tools: [{ name: 'moor', input_schema: { type: 'string' } }] },
    ],
    ['tools: Tool names must be unique.', { ...body, tools: [...tools, ...tools] }],
    [
      "Tool 'sink' not found in provided tools",
      { ...body, tools, tool_choice: { type: 'tool', name: 'sink' } },
    ],
    ["Input tag 'required' found", { ...body, tools, tool_choice: { type: 'required' } }],
    ['only be specified while providing tools', { ...body, tool_choice: { type: 'any' } }],
    ['temperature: Input should be less than or equal to 1', { ...body, temperature: 1.5 }],
    ['greater than or equal to 1024', { ...body, thinking: { type: 'enabled', budget_tokens: 10 } }],
    ['`max_tokens` must be greater than `thinking.budget_tokens`', { ...body, max_tokens: 1024, thinking }],
    ['may only be set to 1 when thinking is enabled', { ...body, thinking, temperature: 0 }],
    [
      'Thinking may not be enabled when tool_choice forces',
      { ...body, thinking, tools, tool_choice: { type: 'any' } },
    ],
    [
      'Expected `thinking` or `redacted_thinking`, but found `tool_use`',
      { ...body, thinking, messages: [user, turn('assistant', use), turn('user', result)] },
    ],
  ])('%s', async (problem, request) => {
    expect(await problemOf(request)).toContain(problem);
  });
});

describe('a thought that comes back', () => {
  const asked = { ...body, tools, thinking };

  async function after(change: (thought: Json) => Json, question = 'please moor'): Promise<Json> {
    const first = { ...asked, messages: [{ role: 'user', content: question }] };
    const { json } = await ask(provider, first);
    const [thought, called] = json['content'] as [Json, Json];
    const answered = { ...result, tool_use_id: called['id'] };
    const history = [turn('assistant', change(thought), called), turn('user', answered)];
    return { ...asked, messages: [...first.messages, ...history] };
  }

  it.each<[what: string, change: (thought: Json) => Json]>([
    ['as it was', (thought) => thought],
    ['with its text left out', (thought) => ({ ...thought, thinking: '' })],
  ])('%s is taken', async (_what, change) => {
    expect((await ask(provider, await after(change))).status).toBe(200);
  });

  it.each<[what: string, change: (thought: Json) => Json]>([
    ['another text', (thought) => ({ ...thought, thinking: 'I never thought that.' })],
    ['another signature', (thought) => ({ ...thought, signature: 'c2lnbmVk' })],
  ])('with %s is refused', async (_what, change) => {
    expect(await problemOf(await after(change))).toContain('Invalid `signature` in `thinking` block');
  });

  it('may be redacted, and is held to that too', async () => {
    const trigger =
      'ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_46C9A13E193C177646C7398A98432ECCCE4C1253D5E2D82641AC0E52CC2876CB';
    const same = await after((thought) => thought, `${trigger} please moor`);
    expect(JSON.stringify(same)).toContain('"redacted_thinking"');
    expect((await ask(provider, same)).status).toBe(200);
    const other = await after((thought) => ({ ...thought, data: 'Z0FB' }), `${trigger} please moor`);
    expect(await problemOf(other)).toContain('Invalid `data` in `redacted_thinking` block');
  });
});

describe('beside messages', () => {
  it('their tokens are counted as a reply counts them', async () => {
    const prompt = { system: 'Be brief.', messages, tools };
    const counted = await ask(provider, prompt, { dialect: 'anthropic-count-tokens' });
    const { json } = await ask(provider, { ...prompt, max_tokens: 10 });
    expect(counted.json).toEqual({ input_tokens: (json['usage'] as Json)['input_tokens'] });
  });

  it('a marked head is written to the cache once, and read from then on', async () => {
    const system = [{ type: 'text', text: 'ahoy '.repeat(1000), cache_control: { type: 'ephemeral' } }];
    const one = simulator({ dialect: 'anthropic-messages' });
    const usages = [
      (await ask(one, { ...body, system })).json['usage'],
      (await ask(one, { ...body, system, temperature: 0.5 })).json['usage'],
    ];
    expect(usages).toMatchObject([
      { input_tokens: 3, cache_creation_input_tokens: 1250, cache_read_input_tokens: 0 },
      { input_tokens: 3, cache_creation_input_tokens: 98, cache_read_input_tokens: 1152 },
    ]);
  });

  it('a thread is refused in the words that make the official client send the whole conversation', async () => {
    const { status, json } = await ask(provider, { ...body, thread: { type: 'create' } });
    expect({ status, json }).toMatchObject({
      status: 400,
      json: { error: { details: { error_code: 'thread_unsupported_request', unsupported: ['thread'] } } },
    });
    expect((await ask(provider, { ...body, thread: null })).status).toBe(200);
  });
});
