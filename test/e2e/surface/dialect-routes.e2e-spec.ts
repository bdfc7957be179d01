import { call } from '../../support/http-call.js';
import { startSurface, type Surface } from './surface.js';
import { well } from './well.js';

let surface: Surface;
beforeAll(async () => {
  surface = await startSurface();
}, 180_000);
afterAll(() => surface.stop());
beforeEach(() => (surface.vendor.answer = well));

const TURN = { role: 'user', content: 'Ahoy' };
const CONTENTS = { contents: [{ role: 'user', parts: [{ text: 'Ahoy' }] }] };
const EMBEDDED = { model: 'models/via-gemini', content: { parts: [{ text: 'Ahoy' }] } };

type Row = [path: string, body: object, sentTo: string];

describe('a request in the dialect of its target', () => {
  it.each<Row>([
    ['/v1/chat/completions', { model: 'via-chat', messages: [TURN] }, '/v1/chat/completions'],
    ['/openai/v1/chat/completions', { model: 'via-chat', messages: [TURN] }, '/v1/chat/completions'],
    ['/v1/responses', { model: 'via-responses', input: 'Ahoy' }, '/v1/responses'],
    ['/openai/v1/responses', { model: 'via-responses', input: 'Ahoy' }, '/v1/responses'],
    ['/v1/messages', { model: 'via-messages', max_tokens: 9, messages: [TURN] }, '/v1/messages'],
    ['/v1/messages?beta=true', { model: 'via-messages', max_tokens: 9, messages: [TURN] }, '/v1/messages'],
    ['/anthropic/v1/messages', { model: 'via-messages', max_tokens: 9, messages: [TURN] }, '/v1/messages'],
    ['/v1/messages/count_tokens', { model: 'via-messages', messages: [TURN] }, '/v1/messages/count_tokens'],
    ['/v1/embeddings', { model: 'via-chat', input: 'Ahoy' }, '/v1/embeddings'],
    ['/v1/completions', { model: 'via-chat', prompt: 'Ahoy' }, '/v1/completions'],
    ['/openai/v1/moderations', { model: 'via-chat', input: 'Ahoy' }, '/v1/moderations'],
    ['/v1/rerank', { model: 'via-chat', query: 'Ahoy', documents: ['a'] }, '/v1/rerank'],
    ['/v1beta/models/via-gemini:generateContent', CONTENTS, '/v1beta/models/m:generateContent'],
    ['/v1/models/via-gemini:generateContent', CONTENTS, '/v1beta/models/m:generateContent'],
    ['/gemini/v1beta/models/via-gemini:generateContent', CONTENTS, '/v1beta/models/m:generateContent'],
    ['/gemini/v1/models/via-gemini:generateContent', CONTENTS, '/v1beta/models/m:generateContent'],
    ['/v1beta/models/gemini/m:generateContent', CONTENTS, '/v1beta/models/m:generateContent'],
    ['/v1beta/models/gemini%2Fm:generateContent', CONTENTS, '/v1beta/models/m:generateContent'],
    ['/v1beta/models/via-gemini:countTokens', CONTENTS, '/v1beta/models/m:countTokens'],
    ['/v1beta/models/via-gemini:embedContent', EMBEDDED, '/v1beta/models/m:embedContent'],
    [
      '/v1beta/models/via-gemini:batchEmbedContents',
      { requests: [EMBEDDED] },
      '/v1beta/models/m:batchEmbedContents',
    ],
  ])('posted to %s', async (path, body, sentTo) => {
    const before = surface.vendor.requests.length;
    const future = { ...body, a_field_of_tomorrow: { kept: [1, 'two', null] } };
    const answer = await call(`${surface.url}${path}`, future);
    const sent = surface.vendor.requests.slice(before);
    expect([answer.status, sent.map(({ method, url }) => `${method} ${url}`)]).toEqual([
      200,
      [`POST ${sentTo}`],
    ]);
    // Every byte but the model's name.
    const written = JSON.stringify(future).replaceAll(/(?<=")(models\/)?via-[a-z]+(?=")/g, '$1m');
    expect(sent[0]!.body.toString()).toBe(written);
    expect(answer.text).toBe(await wellText(sentTo));
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'x-request-id': answer.headers['request-id'],
      'x-fairlead-attempts': '1',
    });
  });
});

describe('a stream of contents', () => {
  const path = '/v1beta/models/via-gemini:streamGenerateContent';

  it('is a stream of events where the caller asks for one', async () => {
    const { headers, text } = await call(`${surface.url}${path}?alt=sse&key=callers-own`, CONTENTS);
    expect(headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(text).toBe(await wellText('/v1beta/models/m:streamGenerateContent?alt=sse'));
  });

  it('is a list otherwise', async () => {
    const { headers, text } = await call(`${surface.url}${path}`, CONTENTS);
    expect(headers['content-type']).toBe('application/json');
    expect(JSON.parse(text)).toMatchObject([{ candidates: [{ content: { parts: [{ text: 'Ahoy' }] } }] }]);
  });
});

/** What the vendor answers at a path of its own. */
async function wellText(path: string): Promise<string> {
  return (await call(`${surface.vendor.url}${path}`, {})).text;
}
