import { ask, read, send, simulator, stream } from '../testing/simulate.js';

type Json = Record<string, unknown>;
interface Part {
  readonly text?: string;
  readonly thought?: boolean;
  readonly thoughtSignature?: string;
  readonly functionCall?: { readonly name: string; readonly id?: string; readonly args: Json };
}
interface Reply {
  readonly candidates: readonly {
    readonly content: { readonly parts: readonly Part[] };
    readonly finishReason?: string;
    readonly index: number;
  }[];
  readonly usageMetadata: Json;
}

const provider = (options: object = {}): ReturnType<typeof simulator> =>
  simulator({ dialect: 'gemini', ...options });
const contents = [{ role: 'user', parts: [{ text: 'Which ship comes in tonight?' }] }];
const parameters = { type: 'OBJECT', properties: { port: { type: 'STRING' } }, required: ['port'] };
const tools = [{ functionDeclarations: ['tide_table', 'moor'].map((name) => ({ name, parameters })) }];
const using = (text: string): Json => ({ tools, contents: [{ role: 'user', parts: [{ text }] }] });
const thinking = { thinkingConfig: { includeThoughts: true } };

/** What the parts are, in order, each kind once in a row. */
function kindsOf(replies: readonly Reply[]): readonly string[] {
  const parts = replies.flatMap(({ candidates }) => candidates.flatMap(({ content }) => content.parts ?? []));
  const kinds = parts.map(({ text, thought, functionCall }) =>
    functionCall ? functionCall.name : thought ? 'thought' : text === '' ? 'end' : 'text',
  );
  return kinds.filter((kind, index) => kind !== kinds[index - 1]);
}

describe('simulated contents', () => {
  it('are whole replies', async () => {
    const { status, json } = await ask(provider({ output_tokens: 5 }), { contents });
    expect([status, json]).toEqual([
      200,
      {
        candidates: [
          {
            content: { role: 'model', parts: [{ text: expect.stringMatching(/\w{3}/) }] },
            finishReason: 'STOP',
            index: 0,
          },
        ],
        usageMetadata: {
          promptTokenCount: 7,
          candidatesTokenCount: 5,
          totalTokenCount: 12,
          promptTokensDetails: [{ modality: 'TEXT', tokenCount: 7 }],
        },
        modelVersion: 'swift',
        responseId: expect.stringMatching(/^sim/),
      },
    ]);
  });

  it.each<[what: string, body: Json, finish: string, kinds: string[]]>([
    ['a limit', { contents, generationConfig: { maxOutputTokens: 3 } }, 'MAX_TOKENS', ['text']],
    ['a stop sequence', { contents, generation_config: { stop_sequences: ['.'] } }, 'STOP', ['text']],
    ['a call', using('please moor'), 'STOP', ['moor']],
    ['two calls', using('moor by the tide_table'), 'STOP', ['tide_table', 'moor']],
    ['a thought', { contents, generationConfig: thinking }, 'STOP', ['thought', 'text']],
    ['a thought and a call', { ...using('moor'), generationConfig: thinking }, 'STOP', ['thought', 'moor']],
    [
      'a call that is demanded',
      {
        ...using('hi'),
        toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['moor'] } },
      },
      'STOP',
      ['moor'],
    ],
  ])('with %s are the same whole and streamed', async (_what, body, finish, kinds) => {
    const { json } = await ask(provider(), body);
    const whole = json as unknown as Reply;
    expect([whole.candidates[0]?.finishReason, kindsOf([whole])]).toEqual([finish, kinds]);
    const chunks = (await stream(provider(), body)) as unknown as readonly Reply[];
    expect([chunks.at(-1)?.candidates[0]?.finishReason, kindsOf(chunks)]).toEqual([
      finish,
      [...kinds, 'end'],
    ]);
    expect(chunks.at(-1)?.usageMetadata).toEqual(whole.usageMetadata);
    expect(chunks.slice(0, -1).every(({ candidates }) => candidates[0]?.finishReason === undefined)).toBe(
      true,
    );
  });

  it('are as many as were asked for', async () => {
    const { json } = await ask(provider(), { contents, generationConfig: { candidateCount: 2 } });
    expect((json as unknown as Reply).candidates.map(({ index }) => index)).toEqual([0, 1]);
  });

  it('end with an error when the server fails half-way', async () => {
    const failing = provider({ fail_rate: '100%', fail_with: 'error_in_stream' });
    const chunks = await stream(failing, { contents });
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks.at(-1)).toMatchObject({ error: { code: 503, status: 'UNAVAILABLE' } });
  });

  it.each([
    ['server_error', 500, 'INTERNAL'],
    ['overloaded', 503, 'UNAVAILABLE'],
    ['rate_limited', 429, 'RESOURCE_EXHAUSTED'],
    ['bad_request', 400, 'INVALID_ARGUMENT'],
    ['error_in_stream', 500, 'INTERNAL'],
  ])('fail with %s as %d', async (mode, code, status) => {
    const reply = await ask(provider({ fail_rate: '100%', fail_with: mode }), { contents });
    expect(reply).toMatchObject({ status: code, json: { error: { code, status } } });
  });
});

describe('a signed call', () => {
  const model = 'gemini-3-pro';
  const asked = using('please moor');

  async function signedCall(): Promise<Part> {
    const { json } = await ask(provider(), asked, { model });
    return (json as unknown as Reply).candidates[0]!.content.parts[0]!;
  }

  /** The conversation once the tool has answered; what the client made of the call. */
  const afterwards = (part: Part): Json => ({
    ...asked,
    contents: [
      ...(asked['contents'] as Json[]),
      { role: 'model', parts: [part] },
      { role: 'user', parts: [{ functionResponse: { name: part.functionCall!.name, response: {} } }] },
    ],
  });

  it('is taken back', async () => {
    const part = await signedCall();
    expect(part.functionCall?.id).toMatch(/^call_/);
    expect((await ask(provider(), afterwards(part), { model })).status).toBe(200);
  });

  it.each<[what: string, change: (part: Part) => Part, message: string]>([
    ['nobody made', (part) => ({ ...part, thoughtSignature: 'YWJj' }), 'Corrupted thought signature.'],
    ['is no base64', (part) => ({ ...part, thoughtSignature: 'a*' }), 'Base64 decoding failed'],
    [
      'belongs to another call',
      (part) => ({ ...part, functionCall: { name: 'tide_table', args: {} } }),
      'Corrupted thought signature.',
    ],
    ['is not there', ({ functionCall }) => ({ functionCall: functionCall! }), 'missing a thought_signature'],
  ])('with a signature that %s is refused', async (_what, change, message) => {
    const reply = await ask(provider(), afterwards(change(await signedCall())), { model });
    expect(reply).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringContaining(message) } },
    });
  });

  it('may say that it is another model’s', async () => {
    const part = { ...(await signedCall()), thoughtSignature: 'skip_thought_signature_validator' };
    expect((await ask(provider(), afterwards(part), { model })).status).toBe(200);
  });
});

describe('contents that no provider takes', () => {
  const call = { functionCall: { name: 'moor', args: {} } };
  const user = contents[0]!;

  it.each<[why: string, body: Json, message: string]>([
    ['an unknown field', { contents, messages: [] }, 'Unknown name "messages": Cannot find field.'],
    [
      'an unknown setting',
      { contents, generationConfig: { max_tokens: 1 } },
      `Unknown name "max_tokens" at 'generation_config'`,
    ],
    [
      'a schema beyond the API',
      {
        contents,
        tools: [
          {
            functionDeclarations: [
              { name: 'a', parameters: { type: 'object', additionalProperties: false } },
            ],
          },
        ],
      },
      `Unknown name "additionalProperties" at 'tools[0].function_declarations[0].parameters'`,
    ],
    ['no contents', { contents: [] }, 'contents is not specified'],
    [
      'another role',
      { contents: [{ role: 'assistant', parts: [{ text: 'a' }] }] },
      'valid role: user, model',
    ],
    ['an empty part', { contents: [{ role: 'user', parts: [{}] }] }, "required oneof field 'data'"],
    ['no part', { contents: [{ role: 'user', parts: [] }] }, 'parts must not be empty'],
    [
      'a call without an answer',
      { contents: [user, { role: 'model', parts: [call] }, user] },
      'number of function response parts',
    ],
    [
      'an answer without a call',
      { contents: [user, { role: 'user', parts: [{ functionResponse: { name: 'moor', response: {} } }] }] },
      'immediately after a function call turn',
    ],
    [
      'arguments as text',
      { contents: [user, { role: 'model', parts: [{ functionCall: { name: 'moor', args: '{}' } }] }] },
      '.args',
    ],
    [
      'two thinking settings',
      { contents, generationConfig: { thinkingConfig: { thinkingBudget: 1, thinkingLevel: 'low' } } },
      'only',
    ],
  ])('have %s', async (_why, body, message) => {
    const { status, json } = await ask(provider(), body);
    expect([status, (json['error'] as Json)['status']]).toEqual([400, 'INVALID_ARGUMENT']);
    expect((json['error'] as Json)['message']).toContain(message);
  });
});

describe('beside conversations', () => {
  it.each([
    [{ contents }, 7],
    [
      {
        generateContentRequest: {
          model: 'models/swift',
          contents,
          systemInstruction: { parts: { text: 'Be brief.' } },
        },
      },
      10,
    ],
  ])('tokens are counted', async (body, totalTokens) => {
    const reply = await ask(provider(), body, { dialect: 'gemini-count-tokens' });
    expect(reply).toMatchObject({ status: 200, json: { totalTokens } });
  });

  it('one content is embedded, or a few', async () => {
    const content = { parts: [{ text: 'rope' }] };
    const sending = { dialect: 'gemini-embeddings' } as const;
    const one = await ask(provider(), { content, outputDimensionality: 8 }, sending);
    const { values } = one.json['embedding'] as { values: readonly number[] };
    expect(Math.hypot(...values)).toBeCloseTo(1, 5);
    const requests = [{ model: 'models/swift', content, outputDimensionality: 8 }];
    expect((await ask(provider(), { requests }, sending)).json['embeddings']).toEqual([{ values }]);
  });

  it('another vendor’s dialect is not spoken', async () => {
    const reply = send(provider(), { messages: [] }, { dialect: 'openai-chat' });
    await expect(reply.then(read)).rejects.toMatchObject({ faultClass: 'unsupported_parameter' });
  });
});
