import { call, type CallOptions, type HttpAnswer } from '../../support/http-call.js';
import { startSurface, type Surface } from './surface.js';

let surface: Surface;
beforeAll(async () => {
  surface = await startSurface({ limits: { body: '1KiB' } });
}, 180_000);
afterAll(() => surface.stop());

const TOO_LARGE = { padding: 'x'.repeat(2048) };
const VERSION = { headers: { 'anthropic-version': '2023-06-01' } };
const GOOG = { headers: { 'x-goog-api-key': 'k' } };

const ask = (path: string, body?: object | string, options?: CallOptions): Promise<HttpAnswer> =>
  call(`${surface.url}${path}`, body, options);

type Row = [path: string, body: object | string | undefined, options: CallOptions, status: number];

describe('what leads nowhere', () => {
  it.each<[...Row, type: string, code: string]>([
    ['/v1/chat', {}, {}, 404, 'invalid_request_error', 'unknown_url'],
    ['/openai/v1/nothing', {}, {}, 404, 'invalid_request_error', 'unknown_url'],
    ['/v1/responses', undefined, {}, 405, 'invalid_request_error', 'method_not_supported'],
    ['/v1/responses', '{', {}, 400, 'invalid_request_error', 'invalid_json'],
    ['/v1/responses', TOO_LARGE, {}, 413, 'invalid_request_error', 'request_too_large'],
    ['/v1/embeddings', { model: 'nobody' }, {}, 404, 'invalid_request_error', 'model_not_found'],
    ['/v1/audio/speech', { model: 'nobody' }, {}, 404, 'invalid_request_error', 'model_not_found'],
    ['/v1/images/generations', {}, {}, 400, 'invalid_request_error', 'missing_model'],
    ['/v1/models/nobody', undefined, {}, 404, 'invalid_request_error', 'model_not_found'],
    ['/v1/models/%zz', undefined, {}, 400, 'invalid_request_error', 'invalid_url'],
  ])('%s is refused in the shape of chat completions', async (path, body, options, status, type, code) => {
    const answer = await ask(path, body, options);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      status,
      {
        error: {
          message: expect.any(String) as unknown,
          type,
          param: status === 404 && code === 'model_not_found' ? 'model' : missingParam(code),
          code,
          fairlead: { request_id: requestIdOf(answer) },
        },
      },
    ]);
  });

  it.each<[...Row, type: string]>([
    ['/anthropic/v1/nothing', {}, {}, 404, 'not_found_error'],
    ['/v1/messages/batches', {}, {}, 404, 'not_found_error'],
    ['/v1/messages', undefined, {}, 405, 'invalid_request_error'],
    ['/v1/messages', '{', {}, 400, 'invalid_request_error'],
    ['/v1/messages?beta=true', TOO_LARGE, {}, 413, 'request_too_large'],
    ['/v1/messages', { model: 'nobody' }, {}, 404, 'not_found_error'],
    ['/v1/messages/count_tokens', { model: 'nobody' }, {}, 404, 'not_found_error'],
    ['/v1/models/nobody', undefined, VERSION, 404, 'not_found_error'],
    ['/v1/models/%e0', undefined, VERSION, 400, 'invalid_request_error'],
  ])('%s is refused in the shape of messages', async (path, body, options, status, type) => {
    const answer = await ask(path, body, options);
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
      status,
      {
        type: 'error',
        error: { type, message: expect.any(String) as unknown },
        request_id: requestIdOf(answer),
        fairlead: { request_id: requestIdOf(answer) },
      },
    ]);
  });

  it.each<[...Row, name: string]>([
    ['/v1beta/nothing', {}, {}, 404, 'NOT_FOUND'],
    ['/gemini/v1/nothing', {}, {}, 404, 'NOT_FOUND'],
    ['/v1beta/models/m:generateContent', undefined, {}, 405, 'UNIMPLEMENTED'],
    ['/v1beta/models/m:undo', {}, {}, 404, 'NOT_FOUND'],
    ['/v1beta/models/via-gemini:generateContent', '{', {}, 400, 'INVALID_ARGUMENT'],
    ['/v1beta/models/via-gemini:countTokens', TOO_LARGE, {}, 413, 'INVALID_ARGUMENT'],
    ['/v1/models/nobody:generateContent', { contents: [] }, {}, 404, 'NOT_FOUND'],
    ['/v1beta/models/nobody:embedContent', { content: {} }, {}, 404, 'NOT_FOUND'],
    ['/v1/models/nobody', undefined, GOOG, 404, 'NOT_FOUND'],
    ['/v1beta/models/%:generateContent', {}, {}, 400, 'INVALID_ARGUMENT'],
  ])('%s is refused in the shape of contents', async (path, body, options, status, name) => {
    const answer = await ask(path, body, options);
    requestIdOf(answer);
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
      status,
      { error: { code: status, status: name, message: expect.any(String) as unknown } },
    ]);
  });
});

/** Both names of the id, which must be the same; and no provider was asked. */
function requestIdOf({ headers }: HttpAnswer): string {
  expect(surface.vendor.requests).toEqual([]);
  expect(headers['request-id']).toMatch(/^req_[0-9a-f]{32}$/);
  expect(headers['x-request-id']).toBe(headers['request-id']);
  return String(headers['request-id']);
}

function missingParam(code: string): string | null {
  return code === 'missing_model' ? 'model' : null;
}
