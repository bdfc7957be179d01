import { gemini } from './gemini.js';
import { geminiCountTokens } from './gemini-count-tokens.js';
import { geminiEmbeddings } from './gemini-embeddings.js';

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const text = (value: Uint8Array) => Buffer.from(value).toString();
const call = { model: 'm-1', stream: true };

describe('gemini.readRequest', () => {
  it.each([
    [{}, {}],
    [{ generationConfig: { maxOutputTokens: 7 } }, { maxOutputTokens: 7 }],
    [{ generation_config: { max_output_tokens: 7 } }, { maxOutputTokens: 7 }],
    [{ generationConfig: { maxOutputTokens: 'many' } }, {}],
  ])('%j', (body, more) => {
    expect(gemini.readRequest(bytes(body), call)).toEqual({ ok: true, request: { ...call, ...more } });
  });

  it.each([
    ['{"contents":', call, 'invalid_json'],
    ['[]', call, 'invalid_json'],
    ['{}', undefined, 'missing_model'],
    ['{}', { model: '', stream: false }, 'missing_model'],
  ])('refuses %s of %j', (body, said, code) => {
    expect(gemini.readRequest(bytes(body), said)).toMatchObject({ ok: false, code });
  });
});

describe('readReply', () => {
  const usageMetadata = { promptTokenCount: 1, candidatesTokenCount: 2 };
  const answer = { candidates: [{ content: { parts: [{ text: 'Hi' }] }, finishReason: 'STOP' }] };
  const failed = { error: { code: 500, message: 'boom', status: 'INTERNAL' } };

  it.each([
    ['an answer', gemini, { ...answer, usageMetadata }, { verdict: 'ok', usage: { input: 1, output: 2 } }],
    ['a cut answer', gemini, { candidates: [{ finishReason: 'SAFETY' }] }, { verdict: 'ok', filtered: true }],
    [
      'a blocked prompt',
      gemini,
      { promptFeedback: { blockReason: 'OTHER' } },
      { verdict: 'ok', filtered: true },
    ],
    ['no candidates', gemini, { usageMetadata }, { verdict: 'empty' }],
    ['a candidate of nothing', gemini, { candidates: [{ index: 0 }] }, { verdict: 'empty' }],
    ['no body', gemini, '', { verdict: 'empty' }],
    ['HTML', gemini, '<html>', { verdict: 'malformed' }],
    ['an error', gemini, failed, { verdict: 'error', failure: { status: 500, type: 'INTERNAL' } }],
    ['an error in a list', gemini, [failed], { verdict: 'error', failure: { message: 'boom' } }],
    ['an error of text', gemini, { error: 'boom' }, { verdict: 'error', failure: { message: 'boom' } }],
    ['a count', geminiCountTokens, { totalTokens: 8 }, { verdict: 'ok' }],
    ['no count', geminiCountTokens, {}, { verdict: 'empty' }],
    ['a failed count', geminiCountTokens, failed, { verdict: 'error' }],
    ['a vector', geminiEmbeddings, { embedding: { values: [1] } }, { verdict: 'ok' }],
    ['vectors', geminiEmbeddings, { embeddings: [{ values: [1] }], usageMetadata }, { usage: { input: 1 } }],
    ['no vectors', geminiEmbeddings, { embeddings: [] }, { verdict: 'empty' }],
    ['failed vectors', geminiEmbeddings, failed, { verdict: 'error' }],
  ])('%s', (_name, dialect, body, expected) => {
    expect(dialect.readReply(bytes(body))).toMatchObject(expected);
  });
});

describe('withModel', () => {
  const shape = { model: 'm-1', stream: false };

  it.each([
    [gemini, { contents: [] }, { contents: [] }],
    [geminiCountTokens, { contents: [] }, { contents: [] }],
    [
      geminiCountTokens,
      { generateContentRequest: { model: 'models/m-1', contents: [] } },
      { generateContentRequest: { model: 'models/m-2', contents: [] } },
    ],
    [geminiEmbeddings, { model: 'models/m-1', content: {} }, { model: 'models/m-2', content: {} }],
    [geminiEmbeddings, { content: {} }, { content: {} }],
    [
      geminiEmbeddings,
      { requests: [{ model: 'models/m-1' }, { content: {} }] },
      { requests: [{ model: 'models/m-2' }, { content: {} }] },
    ],
  ])('%#', (dialect, body, expected) => {
    expect(JSON.parse(text(dialect.withModel(bytes(body), shape, 'm-2')))).toEqual(expected);
  });

  it('leaves the very bytes where the name stays', () => {
    const body = bytes('{ "requests" : [ {"model":"models/m-1"} ] }');
    expect(geminiEmbeddings.withModel(body, shape, 'm-1')).toBe(body);
  });
});

describe('gemini.errorBody', () => {
  const read = (error: Parameters<typeof gemini.errorBody>[0]) =>
    JSON.parse(text(gemini.errorBody(error))).error;

  it.each([
    [400, 'INVALID_ARGUMENT'],
    [401, 'UNAUTHENTICATED'],
    [404, 'NOT_FOUND'],
    [413, 'INVALID_ARGUMENT'],
    [429, 'RESOURCE_EXHAUSTED'],
    [502, 'UNAVAILABLE'],
    [504, 'DEADLINE_EXCEEDED'],
    [520, 'INTERNAL'],
  ])('%i is %s', (status, name) => {
    expect(read({ status, message: 'x' })).toEqual({ code: status, message: 'x', status: name });
  });

  it('keeps the name that a provider of the dialect gave, and no other', () => {
    expect(read({ status: 400, message: 'x', type: 'FAILED_PRECONDITION' }).status).toBe(
      'FAILED_PRECONDITION',
    );
    expect(read({ status: 400, message: 'x', type: 'invalid_request_error' }).status).toBe(
      'INVALID_ARGUMENT',
    );
  });

  it('says in its details what only the gateway knows, as text, and which field is wrong', () => {
    const error = { status: 404, message: 'no such route', code: 'route_not_found', param: 'model' };
    expect(read({ ...error, fairlead: { request_id: 'r1', attempts: 2 } }).details).toEqual([
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'ROUTE_NOT_FOUND',
        domain: 'fairlead',
        metadata: { request_id: 'r1', attempts: '2' },
      },
      {
        '@type': 'type.googleapis.com/google.rpc.BadRequest',
        fieldViolations: [{ field: 'model', description: 'no such route' }],
      },
    ]);
  });
});
