import { ask, simulator, stream } from '../testing/simulate.js';

type Json = Record<string, unknown>;

const provider = (options: object = {}): ReturnType<typeof simulator> =>
  simulator({ dialect: 'openai-responses', ...options });
const hello = { input: 'Which ship comes in tonight?' };
const parameters = { type: 'object', properties: { port: { type: 'string' } }, required: ['port'] };
const tools = ['tide_table', 'moor'].map((name) => ({ type: 'function', name, parameters }));
const thinking = { reasoning: { effort: 'low', summary: 'auto' }, include: ['reasoning.encrypted_content'] };
const typesIn = (items: unknown): readonly unknown[] => (items as readonly Json[]).map(({ type }) => type);

describe('simulated responses', () => {
  it('are whole responses', async () => {
    const { status, json } = await ask(provider({ output_tokens: 5 }), { ...hello, metadata: { a: 'b' } });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      id: expect.stringMatching(/^resp_/),
      object: 'response',
      status: 'completed',
      model: 'swift',
      error: null,
      metadata: { a: 'b' },
      output: [
        {
          id: expect.stringMatching(/^msg_/),
          type: 'message',
          status: 'completed',
          role: 'assistant',
          content: [
            { type: 'output_text', annotations: [], logprobs: [], text: expect.stringMatching(/\w{3}/) },
          ],
        },
      ],
      usage: {
        input_tokens: 7,
        input_tokens_details: { cached_tokens: 0 },
        output_tokens: 5,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: 12,
      },
    });
  });

  it.each<[what: string, body: Json, status: string, kinds: string[]]>([
    ['a limit', { ...hello, max_output_tokens: 16 }, 'incomplete', ['message']],
    ['a call', { input: 'please moor', tools }, 'completed', ['function_call']],
    [
      'two calls',
      { input: 'moor by the tide_table', tools },
      'completed',
      ['function_call', 'function_call'],
    ],
    [
      'one call at most',
      { input: 'moor by the tide_table', tools, parallel_tool_calls: false },
      'completed',
      ['function_call'],
    ],
    ['a thought', { ...hello, ...thinking }, 'completed', ['reasoning', 'message']],
    [
      'a thought that is not told',
      { ...hello, reasoning: { effort: 'low' } },
      'completed',
      ['reasoning', 'message'],
    ],
    ['no thought', { ...hello, reasoning: { effort: 'none' } }, 'completed', ['message']],
  ])('with %s are the same whole and streamed', async (_what, body, status, kinds) => {
    const { json } = await ask(provider(), body);
    expect([json['status'], typesIn(json['output'])]).toEqual([status, kinds]);
    const events = await stream(provider(), body);
    const last = events.at(-1)!;
    const { output, usage } = last['response'] as Json;
    expect([last['type'], output, usage]).toEqual([`response.${status}`, json['output'], json['usage']]);
    expect(events.map((event) => event['sequence_number'])).toEqual([...events.keys()]);
  });

  it('stream in the order that clients know', async () => {
    const events = await stream(provider(), { input: 'please moor', tools, ...thinking });
    const types = typesIn(events).map((type) => String(type).replace('response.', ''));
    expect(types.filter((type, index) => type !== types[index - 1])).toEqual([
      'created',
      'in_progress',
      'output_item.added',
      'reasoning_summary_part.added',
      'reasoning_summary_text.delta',
      'reasoning_summary_text.done',
      'reasoning_summary_part.done',
      'output_item.done',
      'output_item.added',
      'function_call_arguments.delta',
      'function_call_arguments.done',
      'output_item.done',
      'completed',
    ]);
  });

  it('end with an error and a failed response when the server fails half-way', async () => {
    const events = await stream(provider({ fail_rate: '100%', fail_with: 'error_in_stream' }), hello);
    expect(typesIn(events.slice(-2))).toEqual(['error', 'response.failed']);
    expect(events.map((event) => event['sequence_number'])).toEqual([...events.keys()]);
    expect(events.at(-1)!['response']).toMatchObject({ status: 'failed', error: { code: 'server_error' } });
  });
});

describe('a response that goes on', () => {
  const user = { role: 'user', content: 'please moor' };

  it('from the one before it, with the output of its calls', async () => {
    const one = provider();
    const { json } = await ask(one, { input: [user], tools });
    const [call] = json['output'] as readonly Json[];
    const output = { type: 'function_call_output', call_id: call!['call_id'], output: 'moored' };
    const previous = { previous_response_id: json['id'] };
    expect((await ask(one, { input: [output], ...previous })).json['status']).toBe('completed');
    expect((await ask(one, { input: 'go on', ...previous })).json['error']).toMatchObject({
      message: expect.stringMatching(/^No tool output found for function call call_/),
    });
  });

  it.each([
    ['is kept', {}, 200],
    ['is not', { store: false }, 400],
  ])('may name one that %s', async (_what, body, status) => {
    const one = provider();
    const { json } = await ask(one, { ...hello, ...body });
    const next = await ask(one, { input: 'go on', previous_response_id: json['id'] });
    expect(next.status).toBe(status);
    if (status === 400) expect(next.json['error']).toMatchObject({ code: 'previous_response_not_found' });
  });

  it.each<[what: string, change: (thought: Json) => Json, status: number, code: string | null]>([
    ['as they were', (thought) => thought, 200, null],
    [
      'with another’s seal',
      (thought) => ({ ...thought, encrypted_content: 'Z0FB' }),
      400,
      'invalid_encrypted_content',
    ],
    ['by an id that nobody knows', () => ({ type: 'reasoning', id: 'rs_1', summary: [] }), 404, null],
    ['under an id of another kind', (thought) => ({ ...thought, id: 'msg_1' }), 400, 'invalid_value'],
  ])('with its thoughts %s', async (_what, change, status, code) => {
    const one = provider();
    const { json } = await ask(one, { input: [user], tools, store: false, ...thinking });
    const [thought, call] = json['output'] as readonly [Json, Json];
    const output = { type: 'function_call_output', call_id: call['call_id'], output: 'moored' };
    const next = await ask(one, { input: [user, change(thought), call, output] });
    expect([next.status, (next.json['error'] as Json | null)?.['code'] ?? null]).toEqual([status, code]);
  });
});

describe('responses that no provider takes', () => {
  it.each<[why: string, body: Json, code: string | null, param: string]>([
    ['an unknown field', { ...hello, messages: [] }, 'unknown_parameter', 'messages'],
    [
      'an unknown field of an item',
      { input: [{ role: 'user', content: 'a', name: 'b' }] },
      'unknown_parameter',
      'input[0].name',
    ],
    ['no input', {}, 'missing_required_parameter', 'input'],
    [
      'a tool as chat has it',
      { ...hello, tools: [{ type: 'function', function: { name: 'a' } }] },
      'missing_required_parameter',
      'tools[0].name',
    ],
    [
      'a part as chat has it',
      { input: [{ role: 'user', content: [{ type: 'text', text: 'a' }] }] },
      'invalid_value',
      'input[0].content[0].type',
    ],
    ['a role of chat', { input: [{ role: 'tool', content: 'a' }] }, 'invalid_value', 'input[0].role'],
    ['too low a limit', { ...hello, max_output_tokens: 5 }, 'integer_below_min_value', 'max_output_tokens'],
    [
      'an output without a call',
      { input: [{ type: 'function_call_output', call_id: 'c', output: '' }] },
      null,
      'input',
    ],
    [
      'a call without an output',
      { input: [{ type: 'function_call', call_id: 'c', name: 'a', arguments: '{}' }] },
      null,
      'input',
    ],
    [
      'a strict schema that is open',
      { ...hello, tools: [{ type: 'function', name: 'a', strict: true, parameters }] },
      'invalid_function_parameters',
      'tools[0].parameters',
    ],
  ])('have %s', async (_why, body, code, param) => {
    const { status, json } = await ask(provider(), body);
    expect([status, json['error']]).toMatchObject([400, { type: 'invalid_request_error', code, param }]);
  });
});
