import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { call } from '../../support/http-call.js';
import { lendHttpDispatcher } from '../../support/simulator-server-fetch.js';
import { startSurface, type Surface } from './surface.js';

let surface: Surface;
beforeAll(async () => {
  lendHttpDispatcher();
  surface = await startSurface();
}, 180_000);
afterAll(() => surface.stop());

const KINDS = ['chat', 'gemini', 'media', 'messages', 'responses'];
const NAMES = KINDS.flatMap((kind) => [`${kind}/m`, `via-${kind}`]).sort();
const VERSION = { 'anthropic-version': '2023-06-01' };

const read = async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<unknown> => {
  const { status, text } = await call(`${surface.url}${path}`, undefined, { headers });
  expect(status).toBe(200);
  return JSON.parse(text);
};

describe('the list of models by', () => {
  it.each(['/v1', '/openai/v1'])('the client of chat completions at %s', async (base) => {
    const client = new OpenAI({ baseURL: `${surface.url}${base}`, apiKey: 'k' });
    const ids: string[] = [];
    for await (const { id } of client.models.list()) ids.push(id);
    expect(ids.sort()).toEqual(NAMES);
    expect(await client.models.retrieve('via-chat')).toMatchObject({ id: 'via-chat', object: 'model' });
    expect(await client.models.retrieve('chat/m')).toMatchObject({ id: 'chat/m', owned_by: 'chat' });
  });

  it.each(['', '/anthropic'])('the client of messages at "%s", page by page', async (base) => {
    const client = new Anthropic({ baseURL: `${surface.url}${base}`, apiKey: 'k' });
    const ids: string[] = [];
    for await (const { id, type } of client.models.list({ limit: 3 })) ids.push(type === 'model' ? id : type);
    expect(ids.sort()).toEqual(NAMES);
    expect(await client.models.retrieve('messages/m')).toMatchObject({
      type: 'model',
      id: 'messages/m',
      display_name: 'messages/m',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown,
    });
  });

  it.each(['', '/gemini'])('the client of contents at "%s", page by page', async (base) => {
    const client = new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl: `${surface.url}${base}` } });
    const names: string[] = [];
    for await (const { name } of await client.models.list({ config: { pageSize: 3 } }))
      names.push(name ?? '');
    expect(names.sort()).toEqual(NAMES.map((name) => `models/${name}`));
    expect(await client.models.get({ model: 'via-gemini' })).toMatchObject({ name: 'models/via-gemini' });
  });
});

it.each([
  ['/v1/models', {}, 'data'],
  ['/v1/models', VERSION, 'data'],
  ['/anthropic/v1/models', {}, 'first_id'],
  ['/v1/models', { 'x-goog-api-key': 'k' }, 'models'],
  ['/v1beta/models', {}, 'models'],
  ['/gemini/v1beta/models', {}, 'models'],
])('%s with %j has %s', async (path, headers, key) => {
  expect(await read(path, headers)).toHaveProperty(key);
});

it.each(['/v1/models', '/v1/models/via-chat', '/v1beta/models', '/health/live', '/health/full'])(
  'the answer of %s has an id, which may be the caller’s',
  async (path) => {
    const { headers } = await call(`${surface.url}${path}`);
    expect(headers['x-request-id']).toMatch(/^req_[0-9a-f]{32}$/);
    expect(headers['request-id']).toBe(headers['x-request-id']);
    const given = await call(`${surface.url}${path}`, undefined, { headers: { 'x-request-id': 'mine-1' } });
    expect([given.headers['x-request-id'], given.headers['request-id']]).toEqual(['mine-1', 'mine-1']);
  },
);

it('says what each can be asked for', async () => {
  expect(await read('/v1/models/via-messages')).toMatchObject({
    fairlead: { owner: 'fairlead', operations: ['chat', 'count_tokens'] },
  });
  expect(await read('/v1/models/via-gemini', VERSION)).toMatchObject({
    fairlead: { operations: ['chat', 'count_tokens', 'embeddings'] },
  });
  expect(await read('/v1beta/models/chat/m')).toMatchObject({
    supportedGenerationMethods: [
      'generateContent',
      'streamGenerateContent',
      'embedContent',
      'batchEmbedContents',
    ],
    fairlead: {
      owner: 'chat',
      operations: ['chat', 'embeddings', 'completions', 'moderations', 'rerank'],
    },
  });
});

it.each([
  ['/v1/models?after_id=nobody', VERSION, { type: 'error', error: { type: 'invalid_request_error' } }],
  ['/v1beta/models?pageToken=nobody', {}, { error: { code: 400, status: 'INVALID_ARGUMENT' } }],
])('%s is no place in the list', async (path, headers, error) => {
  const { status, text } = await call(`${surface.url}${path}`, undefined, { headers });
  expect([status, JSON.parse(text)]).toMatchObject([400, error]);
});
