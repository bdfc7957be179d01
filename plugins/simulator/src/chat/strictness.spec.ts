import { ask, simulator, stream, type Chunk } from '../testing/simulate.js';

type Json = Record<string, unknown>;

const user = { role: 'user', content: 'please moor' };
const call = { id: 'call_1', type: 'function', function: { name: 'moor', arguments: '{}' } };
const called = { role: 'assistant', content: null, tool_calls: [call] };
const answered = { role: 'tool', tool_call_id: 'call_1', content: 'moored' };
const open = { type: 'object', properties: { port: { type: 'string' } } };

describe('chats that no provider takes', () => {
  it.each<[why: string, body: Json, code: string | null, param: string]>([
    ['no messages', { messages: [] }, 'empty_array', 'messages'],
    ['messages as text', { messages: 'hi' }, 'invalid_type', 'messages'],
    [
      'a role that is unknown',
      { messages: [{ role: 'model', content: 'a' }] },
      'invalid_value',
      'messages[0].role',
    ],
    [
      'a part of another API',
      { messages: [{ role: 'user', content: [{ type: 'input_text', text: 'a' }] }] },
      'invalid_value',
      'messages[0].content[0].type',
    ],
    [
      'an image in a system message',
      { messages: [{ role: 'system', content: [{ type: 'image_url', image_url: { url: 'a' } }] }] },
      'invalid_value',
      'messages[0].content[0].type',
    ],
    ['no content', { messages: [{ role: 'user' }] }, null, 'messages[0].content'],
    ['an answer without a call', { messages: [user, answered] }, null, 'messages.[1].role'],
    ['a call without an answer', { messages: [user, called, user] }, null, 'messages.[2].role'],
    [
      'an empty list of calls',
      { messages: [user, { ...called, tool_calls: [] }] },
      'empty_array',
      'messages[1].tool_calls',
    ],
    [
      'arguments that are no text',
      { messages: [user, { ...called, tool_calls: [{ ...call, function: { name: 'a', arguments: {} } }] }] },
      'invalid_type',
      'messages[1].tool_calls[0].function.arguments',
    ],
    ['a choice without tools', { messages: [user], tool_choice: 'required' }, null, 'tool_choice'],
    ['too hot a temperature', { messages: [user], temperature: 3 }, 'decimal_above_max_value', 'temperature'],
    [
      'too many stops',
      { messages: [user], stop: ['1', '2', '3', '4', '5'] },
      'array_above_max_length',
      'stop',
    ],
    [
      'an unknown effort',
      { messages: [user], reasoning_effort: 'huge' },
      'invalid_value',
      'reasoning_effort',
    ],
    [
      'a strict schema that is open',
      {
        messages: [user],
        response_format: { type: 'json_schema', json_schema: { name: 'n', strict: true, schema: open } },
      },
      'invalid_json_schema',
      'response_format',
    ],
    [
      'a strict tool that requires too little',
      {
        messages: [user],
        tools: [
          {
            type: 'function',
            function: { name: 'moor', strict: true, parameters: { ...open, additionalProperties: false } },
          },
        ],
      },
      'invalid_function_parameters',
      'tools[0].function.parameters',
    ],
  ])('have %s', async (_why, body, code, param) => {
    const { status, json } = await ask(simulator(), body);
    expect([status, json['error']]).toMatchObject([400, { type: 'invalid_request_error', code, param }]);
  });
});

describe('a chat with more than one thing in it', () => {
  const tools = ['tide_table', 'moor'].map((name) => ({
    type: 'function',
    function: { name, parameters: open },
  }));

  it('calls all that the user mentions, unless only one may be', async () => {
    const body = { tools, messages: [{ role: 'user', content: 'moor by the tide_table' }] };
    const namesIn = async (more: Json): Promise<readonly unknown[]> => {
      const { json } = await ask(simulator(), { ...body, ...more });
      const [choice] = json['choices'] as [
        { message: { tool_calls: readonly { id: string; function: Json }[] } },
      ];
      const calls = choice.message.tool_calls;
      expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length);
      return calls.map((one) => one.function['name']);
    };
    expect(await namesIn({})).toEqual(['tide_table', 'moor']);
    expect(await namesIn({ parallel_tool_calls: false })).toEqual(['tide_table']);
  });

  it('has as many choices as were asked for, whole and streamed', async () => {
    const body = { messages: [user], n: 2 };
    const { json } = await ask(simulator(), body);
    const choices = json['choices'] as readonly { message: { content: string } }[];
    const texts = choices.map(({ message }) => message.content);
    expect(new Set(texts).size).toBe(2);
    const events = await stream(simulator(), { ...body, stream: true });
    const chunks = events as unknown as readonly Chunk[];
    const streamed = [0, 1].map((index) =>
      chunks
        .flatMap((chunk) => chunk.choices.filter((choice) => choice.index === index))
        .map(({ delta }) => delta.content ?? '')
        .join(''),
    );
    expect(streamed.every((text) => text.length > 0)).toBe(true);
  });

  it('tells its thoughts where effort is asked for', async () => {
    const { json } = await ask(simulator(), { messages: [user], reasoning_effort: 'low' });
    expect(json).toMatchObject({
      choices: [{ message: { reasoning_content: expect.stringMatching(/\w{3}/) } }],
      usage: { completion_tokens_details: { reasoning_tokens: 12 } },
    });
  });

  it('stops before what it was told to stop at', async () => {
    const { json } = await ask(simulator(), { messages: [user], stop: ' ' });
    const [choice] = json['choices'] as [{ message: { content: string }; finish_reason: string }];
    expect([choice.finish_reason, choice.message.content]).toEqual(['stop', expect.stringMatching(/^\S+$/)]);
  });

  it('says how much of a long prompt was there before', async () => {
    const one = simulator();
    const messages = [{ role: 'user', content: 'ahoy '.repeat(1000) }];
    const first = await ask(one, { messages });
    const second = await ask(one, { messages, temperature: 0.5 });
    expect((first.json['usage'] as Json)['prompt_tokens_details']).toBeUndefined();
    expect(second.json['usage']).toMatchObject({ prompt_tokens_details: { cached_tokens: 1152 } });
  });

  it('ends with an error when the server fails half-way', async () => {
    const failing = simulator({ fail_rate: '100%', fail_with: 'error_in_stream' });
    const chunks = await stream(failing, { messages: [user], stream: true });
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks.at(-1)).toMatchObject({ error: { type: 'server_error' } });
  });
});
