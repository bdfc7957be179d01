import { chunksOf, complete, read, send, simulator } from '../testing/simulate.js';

const hello = { messages: [{ role: 'user', content: 'Which ship comes in tonight?' }] };

const textOf = async (options: object, body: object): Promise<string> =>
  (await complete(simulator({ ...options }), { ...body })).choices[0].message.content!;

describe('a simulated chat', () => {
  it('is the same for the same seed and request, and another otherwise', async () => {
    const text = await textOf({}, hello);
    expect(await textOf({}, hello)).toBe(text);
    expect(await textOf({ seed: 2 }, hello)).not.toBe(text);
    expect(await textOf({}, { ...hello, temperature: 1 })).not.toBe(text);
  });

  it('gives the same text to a repeated request, also after failures', async () => {
    const provider = simulator({ script: [{ requests: 2, fail_with: 'server_error' }] });
    const [first, failed, third] = [
      await send(provider, hello),
      await send(provider, hello),
      await send(provider, hello),
    ];
    expect(failed.status).toBe(500);
    expect((await read(third)).text).toBe((await read(first)).text);
  });

  it('answers whole, with the usage of its own text', async () => {
    const { model, choices, usage } = await complete(simulator(), hello);
    const text = choices[0].message.content!;
    expect(model).toBe('swift');
    expect(choices[0].finish_reason).toBe('stop');
    expect(text).toMatch(/\p{L}\.$/u);
    expect(usage).toEqual({
      prompt_tokens: 7,
      completion_tokens: Math.ceil(Array.from(text).length / 4),
      total_tokens: 7 + Math.ceil(Array.from(text).length / 4),
    });
  });

  it('writes letters beyond ASCII and splits none of them', async () => {
    const texts = await Promise.all([1, 2, 3, 4].map((seed) => textOf({ seed }, hello)));
    expect(texts.join('')).toMatch(/[\u00c0-\uffff]/u);
    expect(texts.join('')).not.toContain('\ufffd');
  });

  it.each([
    [{}, { max_tokens: 5 }, 5, 'length'],
    [{}, { max_completion_tokens: 6, max_tokens: 5 }, 6, 'length'],
    [{ output_tokens: 300 }, {}, 300, 'stop'],
    [{ output_tokens: 30 }, { max_tokens: 30 }, 30, 'stop'],
    [{ output_tokens: 30 }, { max_tokens: 29 }, 29, 'length'],
  ])('with %j and %j has %d tokens and ends with %s', async (options, body, tokens, reason) => {
    const { choices, usage } = await complete(simulator(options), { ...hello, ...body });
    expect([usage.completion_tokens, choices[0].finish_reason]).toEqual([tokens, reason]);
  });

  it.each([true, false])('streams role, content, finish; usage %j where asked', async (include_usage) => {
    const body = { ...hello, stream: true, stream_options: { include_usage }, max_tokens: 3 };
    const reply = await send(simulator(), body);
    const { text } = await read(reply);
    const chunks = chunksOf(text);
    const shape = chunks.map(
      ({ choices: [choice] }) => choice?.finish_reason ?? Object.keys(choice?.delta ?? {}).join(),
    );

    expect(reply.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-fairlead-simulated': 'true',
    });
    expect(shape).toEqual([
      'role,content',
      'content',
      'content',
      'content',
      'length',
      ...(include_usage ? [''] : []),
    ]);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(chunks.at(-1)?.usage).toEqual(
      include_usage ? { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 } : undefined,
    );
  });

  it.each([
    [
      'JSON by a schema',
      {
        type: 'json_schema',
        json_schema: {
          name: 'n',
          schema: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] },
        },
      },
      '{"ok":false}',
    ],
    ['any JSON object', { type: 'json_object' }, '{}'],
  ])('answers with %s', async (_what, response_format, expected) => {
    expect(await textOf({}, { ...hello, response_format })).toBe(expected);
  });

  it.each<[body: Record<string, unknown>, param: string]>([
    [{}, 'messages'],
    [{ messages: [] }, 'messages'],
    [{ ...hello, n: 0 }, 'n'],
    [{ ...hello, max_tokens: 0 }, 'max_tokens'],
    [{ ...hello, tools: 'all' }, 'tools'],
    [{ ...hello, tools: [{}] }, 'tools[0].type'],
    [{ ...hello, response_format: { type: 'json_schema' } }, 'response_format.json_schema'],
  ])('refuses %j', async (body, param) => {
    const reply = await send(simulator(), body);
    expect(reply.status).toBe(400);
    expect(JSON.parse((await read(reply)).text)).toMatchObject({
      error: { type: 'invalid_request_error', param },
    });
  });
});
