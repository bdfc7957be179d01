import { gemini, openAiEmbeddings, openAiResponses } from '@fairlead/dialects';
import { play, tried } from './world/play.js';
import { answering, refusing, sending } from './world/scripts.js';
import { World } from './world/world.js';

const SPEAKS = { 'one/g': ['gemini'], 'two/r': ['openai-responses'] } as const;

const geminiText = (text: string, finishReason?: string): object => ({
  candidates: [
    { index: 0, content: { role: 'model', parts: [{ text }] }, ...(finishReason && { finishReason }) },
  ],
  modelVersion: 'g',
  responseId: 'reply-1',
  usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 2, totalTokenCount: 7 },
});
const asEvent = (data: object): string => `data: ${JSON.stringify(data)}\n\n`;
const asked = { model: 'chat', input: 'hello' };

/** A Responses caller of a target that speaks gemini. */
const across = (
  script: Parameters<typeof World.prototype.ask>[0],
  ...replies: ReturnType<typeof sending>[]
) => {
  const it = new World({ scripts: { 'one/g': replies }, speaks: SPEAKS });
  return { it, caller: play(it, { dialect: openAiResponses, body: { ...asked, stream: true }, ...script }) };
};

describe('a caller of one dialect and a target of another', () => {
  it('stream event by event, and end as the caller knows it', async () => {
    const { it, caller } = across({}, sending(asEvent(geminiText('A')), asEvent(geminiText('B', 'STOP'))));
    const { text, writes, ends } = await caller;
    const types = [...text.matchAll(/^event: (.*)$/gm)].map(([, type]) => type);
    expect(types[0]).toBe('response.created');
    expect(types.filter((type) => type === 'response.output_text.delta')).toHaveLength(2);
    expect(types.at(-1)).toBe('response.completed');
    expect(writes[0]!.text).not.toContain('"delta":"B"');
    expect(ends).toBe(1);
    expect(it.calls[0]?.request).toMatchObject({ dialect: 'gemini', operation: 'chat', stream: true });
    expect(JSON.parse(Buffer.from(it.calls[0]!.request.body).toString())).toMatchObject({
      contents: [{ role: 'user', parts: [{ text: 'hello' }] }],
    });
    expect(it.reports).toMatchObject([{ outcome: 'ok', usage: { input: 5, output: 2 } }]);
  });

  it('answer whole, with what the reply held and the caller has no word for', async () => {
    const reply = answering({ ...geminiText('AB', 'STOP') });
    const { it, caller } = across({ stream: false, body: asked }, reply);
    const { text, status, header, starts } = await caller;
    expect(status).toBe(200);
    expect(starts[0]?.headers['content-type']).toBe('application/json');
    expect(header).toBeDefined();
    expect(JSON.parse(text)).toMatchObject({
      object: 'response',
      status: 'completed',
      output: [{ type: 'message', content: [{ type: 'output_text', text: 'AB' }] }],
      usage: { input_tokens: 5, output_tokens: 2 },
    });
    expect(it.reports).toMatchObject([{ outcome: 'ok', usage: { input: 5, output: 2 } }]);
  });

  it('meet a break after content as the error event of the caller', async () => {
    const { it, caller } = across({}, sending(asEvent(geminiText('A'))));
    const { text } = await caller;
    expect(text).toMatch(/event: error\n.*\n\nevent: response\.failed\n/);
    expect(text).not.toContain('response.completed');
    expect(it.reports).toMatchObject([{ outcome: 'partial' }]);
  });

  it('meet an error inside the stream as their own', async () => {
    const error = { error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } };
    const { caller } = across({}, sending(asEvent(geminiText('A')), asEvent(error)));
    expect((await caller).text).toMatch(/event: error\n.*overloaded/);
  });

  it('hear a refusal in the words of the provider and the shape of the caller', async () => {
    const refusal = refusing(400);
    const { caller } = across({ stream: false, body: asked }, refusal);
    const { text, status } = await caller;
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      error: { message: 'status 400', type: 'invalid_request_error', param: null },
    });
  });
});

describe('a field that the target has no word for', () => {
  it('is left out and named, where the answer means the same', async () => {
    const body = { ...asked, prompt_cache_key: 'k', truncation: 'auto', stream: true };
    const { it, caller } = across({ body }, sending(asEvent(geminiText('A', 'STOP'))));
    const dropped = (await caller).header('x-fairlead-dropped')?.split(', ');
    expect(dropped).toEqual(expect.arrayContaining(['prompt_cache_key', 'truncation']));
    expect(Buffer.from(it.calls[0]!.request.body).toString()).not.toContain('prompt_cache_key');
  });

  const hosted = { ...asked, stream: true, tools: [{ type: 'file_search', vector_store_ids: ['v'] }] };

  it('makes another target the choice', async () => {
    const completed = { type: 'response.completed', response: { id: 'r', status: 'completed', output: [] } };
    const it = new World({
      scripts: {
        'one/g': [sending(asEvent(geminiText('A', 'STOP')))],
        'two/r': [sending(`event: response.completed\n${asEvent(completed)}`)],
      },
      speaks: SPEAKS,
    });
    const caller = await play(it, { dialect: openAiResponses, body: hosted });
    expect(tried(it)).toEqual(['two/r']);
    expect(caller.header('x-fairlead-dropped')).toBeUndefined();
  });

  it('is a 400 that names it, where no target can', async () => {
    const { it, caller } = across({ body: hosted });
    const { text, status } = await caller;
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      error: { code: 'unsupported_by_target', param: 'tools' },
    });
    expect(tried(it)).toEqual([]);
    expect(it.reports).toMatchObject([{ outcome: 'bad_request' }]);
  });

  it('is a 400 too where no target does anything of the kind', async () => {
    const it = new World({ scripts: { 'one/g': [], 'two/r': [] }, speaks: SPEAKS });
    const { text, status } = await play(it, { dialect: openAiEmbeddings, body: asked });
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'unsupported_by_target' } });
    expect(tried(it)).toEqual([]);
  });

  it('is no 400 while a target that can is only out of order', async () => {
    const it = new World({
      scripts: { 'one/g': [sending()], 'two/r': [refusing(401)] },
      speaks: SPEAKS,
    });
    await play(it, { dialect: openAiResponses, body: hosted });
    const caller = await play(it, { dialect: openAiResponses, body: hosted });
    expect(caller.status).toBe(502);
  });
});

describe('a request that is not what its dialect says', () => {
  const wrong = {
    ...asked,
    stream: true,
    input: [{ type: 'message', role: 'user', content: [{ type: 'input_text' }] }],
  };

  it('is told with the path of the problem, where it would have to be translated', async () => {
    const { caller } = across({ body: wrong });
    const { text, status } = await caller;
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ error: { param: 'input[0].content[0].text' } });
  });

  it('is left to the provider, where it passes', async () => {
    const it = new World({ scripts: { 'two/r': [refusing(400)] }, speaks: SPEAKS });
    await play(it, { dialect: openAiResponses, body: wrong });
    expect(tried(it)).toEqual(['two/r']);
  });
});

describe('a stream for a caller that reads a JSON array', () => {
  const body = { contents: [{ role: 'user', parts: [{ text: 'hello' }] }] };

  it.each(['one/g', 'two/r'] as const)('is one array, from %s', async (target) => {
    const delta = {
      type: 'response.output_text.delta',
      item_id: 'm',
      output_index: 0,
      content_index: 0,
      delta: 'A',
    };
    const item = { type: 'message', id: 'm', role: 'assistant', content: [], status: 'in_progress' };
    const scripts = {
      'one/g': [sending(asEvent(geminiText('A')), asEvent(geminiText('', 'STOP')))],
      'two/r': [
        sending(
          asEvent({ type: 'response.created', response: { id: 'r', status: 'in_progress', output: [] } }),
          asEvent({ type: 'response.output_item.added', output_index: 0, item }),
          asEvent({
            type: 'response.content_part.added',
            item_id: 'm',
            output_index: 0,
            content_index: 0,
            part: { type: 'output_text', text: '', annotations: [] },
          }),
          asEvent(delta),
          asEvent({ type: 'response.completed', response: { id: 'r', status: 'completed', output: [] } }),
        ),
      ],
    };
    const it = new World({ scripts: { [target]: scripts[target] }, speaks: SPEAKS });
    const caller = await play(it, { dialect: gemini, framing: 'json-array', body });
    expect(caller.header('content-type')).toBe('application/json');
    const chunks = JSON.parse(caller.text) as {
      candidates?: { content?: { parts?: { text?: string }[] } }[];
    }[];
    const said = chunks
      .flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? [])
      .map(({ text }) => text);
    expect(said.join('')).toBe('A');
  });

  it('ends in an error, and is an array all the same', async () => {
    const it = new World({ scripts: { 'one/g': [sending(asEvent(geminiText('A')))] }, speaks: SPEAKS });
    const caller = await play(it, { dialect: gemini, framing: 'json-array', body });
    expect((JSON.parse(caller.text) as object[]).at(-1)).toMatchObject({ error: { code: 502 } });
  });
});
