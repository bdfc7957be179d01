import { startFaultServer } from '../fault-server.js';
import type { FaultServer } from '../fault-server.js';
import { call } from '../http-call.js';
import type { HttpAnswer } from '../http-call.js';
import {
  contentFilterFinish,
  cutBody,
  embeddings,
  emptyBody,
  emptyResponse,
  keepAlives,
  notJson,
  ok,
  toolCalls,
  truncatedJson,
} from './index.js';
import type { Behaviour } from './index.js';

const JSON_TYPE = 'application/json';
const choice = (value: object): object => ({ choices: [expect.objectContaining(value)] });

/** Behaviour, then how the reply ends, its content type, and its JSON (undefined: the body is not JSON). */
const TABLE: readonly [Behaviour, HttpAnswer['ending'], string, object | undefined][] = [
  [ok({ text: 'Hi' }), 'complete', JSON_TYPE, choice({ finish_reason: 'stop' })],
  [contentFilterFinish(), 'complete', JSON_TYPE, choice({ finish_reason: 'content_filter' })],
  [toolCalls(), 'complete', JSON_TYPE, choice({ finish_reason: 'tool_calls' })],
  [
    emptyResponse(),
    'complete',
    JSON_TYPE,
    choice({ finish_reason: null, message: { role: 'assistant', content: null } }),
  ],
  [keepAlives(1, 3), 'complete', JSON_TYPE, choice({ finish_reason: 'stop' })],
  [emptyBody(), 'complete', JSON_TYPE, undefined],
  [notJson(), 'complete', 'text/html; charset=utf-8', undefined],
  [truncatedJson(), 'complete', JSON_TYPE, undefined],
  [cutBody(), 'cut', JSON_TYPE, undefined],
];

describe('an unstreamed body on the wire', () => {
  let server: FaultServer;
  beforeAll(async () => (server = await startFaultServer()));
  afterAll(() => server.stop());

  const ask = () => call(`${server.baseUrl}/chat/completions`, { model: 'small', messages: [] });

  it.each(TABLE)('%j: %s, %s', async (behaviour, ending, contentType, json) => {
    server.always(behaviour);
    const reply = await ask();
    expect(reply).toMatchObject({ status: 200, ending, headers: { 'content-type': contentType } });
    if (json) expect(JSON.parse(reply.text)).toMatchObject(json);
    else expect(() => JSON.parse(reply.text) as unknown).toThrow(SyntaxError);
  });

  it('cutBody announces more bytes than it sends', async () => {
    server.always(cutBody());
    const reply = await ask();
    expect(reply.text.length).toBeGreaterThan(0);
    expect(reply.text.length).toBeLessThan(Number(reply.headers['content-length']));
  });

  it('keepAlives are blank lines before the JSON', async () => {
    server.always(keepAlives(1, 3));
    expect((await ask()).text).toMatch(/^\n\n\n\{/);
  });

  it('ok repeats the model and counts its tokens', async () => {
    server.always(ok({ text: 'one two three' }));
    expect(JSON.parse((await ask()).text)).toMatchObject({
      model: 'small',
      choices: [{ message: { role: 'assistant', content: 'one two three' } }],
      usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
    });
  });

  it.each([ok(), embeddings()])('%j gives one vector per input on /embeddings', async (behaviour) => {
    server.always(behaviour);
    const reply = await call(`${server.baseUrl}/embeddings`, { model: 'e', input: ['a', 'b'] });
    expect(JSON.parse(reply.text)).toMatchObject({
      model: 'e',
      data: [{ index: 0, embedding: [0.25, -0.5, 0] }, { index: 1 }],
      usage: { prompt_tokens: 8, total_tokens: 8 },
    });
  });
});
