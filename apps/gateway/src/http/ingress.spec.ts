import { openAiChat } from '@fairlead/dialects';
import { toIngress } from './ingress.js';
import { allowedMethods, routeLabel } from './routes.js';

const read = (headers: Record<string, string>, forward: string[] = []) =>
  toIngress({ dialect: openAiChat, route: 'r' }, headers, Buffer.alloc(0), forward);
const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('what of a request reaches the engine', () => {
  it.each([
    ['an id fit for a log is kept', { 'x-request-id': 'abc-1.2:3' }, { requestId: 'abc-1.2:3' }],
    ['labels', { 'x-fairlead-label-team': 'core' }, { labels: { team: 'core' } }],
    ['a deadline', { 'x-request-timeout-ms': '250' }, { timeoutMs: 250 }],
    ['a library on its own retry', { 'x-stainless-retry-count': '1' }, { clientRetry: true }],
    ['its first try', { 'x-stainless-retry-count': '0' }, { clientRetry: false }],
    ['a trace goes on', { traceparent: TRACE }, { forward: { traceparent: TRACE } }],
    ['a malformed trace does not', { traceparent: 'x' }, { forward: {} }],
  ] as [string, Record<string, string>, object][])('%s', (_name, headers, expected) => {
    expect(read(headers)).toMatchObject(expected);
  });

  it.each(['x'.repeat(129), 'two words', 'line\nbreak', ''])('the id %j is replaced', (id) => {
    expect(read({ 'x-request-id': id }).requestId).toMatch(/^req_[0-9a-f]{32}$/);
  });

  it.each(['0', '-5', 'soon', ''])('the deadline %j is none', (value) => {
    expect(read({ 'x-request-timeout-ms': value }).timeoutMs).toBeUndefined();
  });

  it('forwards what the configuration lists, and never a key by itself', () => {
    const headers = { authorization: 'Bearer k', 'x-api-key': 'k', 'openai-beta': 'v2' };
    expect(read(headers).forward).toEqual({});
    expect(read(headers, ['openai-beta']).forward).toEqual({ 'openai-beta': 'v2' });
  });
});

describe('the paths of the API', () => {
  it.each([
    ['/v1/chat/completions?x=1', '/v1/chat/completions', ['POST']],
    ['/openai/v1/embeddings/', '/v1/embeddings', ['POST']],
    ['/v1/models/a/b', '/v1/models/{id}', ['GET', 'HEAD']],
    ['/v1/models/a:8b', '/v1/models/{id}', ['GET', 'HEAD']],
    ['/v1beta/models/a:embedContent', '/v1beta/models/{model}:embedContent', ['POST']],
    ['/v1beta/models/a:misspelt?alt=sse', '/v1/models/{id}', undefined],
    ['/v1/responses/resp_1', '/v1/responses/{id}', ['GET', 'DELETE']],
    ['/openai/v1/responses/resp_1/cancel?x=1', '/v1/responses/{id}/cancel', ['POST']],
    ['/health/ready', '/health', ['GET', 'HEAD']],
    ['/v1/chat/completions/x', 'other', undefined],
    ['/etc/passwd', 'other', undefined],
  ] as [string, string, string[] | undefined][])('%s', (url, label, methods) => {
    expect([routeLabel(url), allowedMethods(url)]).toEqual([label, methods]);
  });
});
