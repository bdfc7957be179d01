import { openAiChat } from './chat/openai-chat.js';
import { openAiEmbeddings } from './openai-embeddings.js';
import { readOpenAiUsage } from './usage.js';

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const message = (fields: object, finish: string | null = 'stop') => ({
  choices: [{ index: 0, message: fields, finish_reason: finish }],
});

describe('a whole chat reply', () => {
  it.each([
    ['text', message({ role: 'assistant', content: 'Hi' }), 'ok'],
    ['no text but a finish reason', message({ role: 'assistant', content: '' }), 'ok'],
    ['a tool call', message({ content: null, tool_calls: [{ id: 'x' }] }, null), 'ok'],
    ['neither content nor reason', message({ role: 'assistant', content: null }, null), 'empty'],
    ['no choices', { choices: [] }, 'empty'],
    ['no bytes', '', 'empty'],
    ['a page', '<html></html>', 'malformed'],
    ['half a document', '{"choices":[{"mess', 'malformed'],
    ['a list', '[]', 'malformed'],
    ['an error', { error: { message: 'x', code: 'server_error' } }, 'error'],
    ['an error beside null choices', { error: 'x', choices: null }, 'error'],
    ['a null error beside choices', { error: null, ...message({ content: 'Hi' }) }, 'ok'],
  ])('%s', (_name, body, verdict) => {
    expect(openAiChat.readReply(bytes(body)).verdict).toBe(verdict);
  });
});

describe('an embeddings reply', () => {
  it.each([
    [
      { data: [{ embedding: [0.1] }], usage: { prompt_tokens: 3, total_tokens: 3 } },
      { verdict: 'ok', usage: { input: 3 } },
    ],
    [{ data: [] }, { verdict: 'empty' }],
    ['{', { verdict: 'malformed' }],
  ])('%j', (body, reading) => {
    expect(openAiEmbeddings.readReply(bytes(body))).toEqual(reading);
  });
});

describe('usage', () => {
  it.each([
    [
      {
        prompt_tokens: 8,
        completion_tokens: 377,
        completion_tokens_details: { reasoning_tokens: 320 },
        total_tokens: 385,
      },
      { input: 8, output: 377, reasoning: 320 },
    ],
    [
      {
        prompt_tokens: 8,
        completion_tokens: 10,
        completion_tokens_details: { reasoning_tokens: 30 },
        total_tokens: 48,
      },
      { input: 8, output: 40, reasoning: 30 },
    ],
    [
      { prompt_tokens: 100, prompt_cache_hit_tokens: 64, completion_tokens: 2 },
      { input: 100, cacheRead: 64, output: 2 },
    ],
    [
      { prompt_tokens: 0, completion_tokens: 0 },
      { input: 0, output: 0 },
    ],
    [{ total_tokens: 5 }, undefined],
    [null, undefined],
  ])('%j', (raw, usage) => {
    expect(readOpenAiUsage(raw)).toEqual(usage);
  });
});

describe('a request', () => {
  it.each([
    ['{"model":"m","stream":true,"max_tokens":5}', { model: 'm', stream: true, maxOutputTokens: 5 }],
    [
      '{"model":"m","stream":null,"max_completion_tokens":7,"max_tokens":5}',
      { model: 'm', stream: false, maxOutputTokens: 7 },
    ],
  ])('%s', (body, request) => {
    expect(openAiChat.readRequest(bytes(body))).toEqual({
      ok: true,
      request: { ...request, modelAt: expect.any(Array) as unknown },
    });
  });

  it.each([
    ['', 'invalid_json'],
    ['{"model":', 'invalid_json'],
    ['["m"]', 'invalid_json'],
    ['{}', 'missing_model'],
    ['{"model":""}', 'missing_model'],
    ['{"model":7}', 'missing_model'],
    ['{"model":"m","stream":"yes"}', 'invalid_type'],
  ])('refuses %j', (body, code) => {
    expect(openAiChat.readRequest(bytes(body))).toMatchObject({ ok: false, code });
  });

  it('passes the very same bytes when the name stays, and every other byte when it changes', () => {
    const body = bytes('{ "x": [1, 2.50],\n "model" : "a", "é": "\\u00e9", "model": "a" }');
    const shape = { model: 'a', stream: false };
    expect(openAiChat.withModel(body, shape, 'a')).toBe(body);
    expect(Buffer.from(openAiChat.withModel(body, shape, 'ü"')).toString()).toBe(
      '{ "x": [1, 2.50],\n "model" : "ü\\"", "é": "\\u00e9", "model": "ü\\"" }',
    );
  });
});

describe('an error for the caller', () => {
  it('has the four keys that clients read, and ours', () => {
    const body = openAiChat.errorBody({ status: 429, message: 'wait', fairlead: { route: 'chat' } });
    expect(JSON.parse(Buffer.from(body).toString())).toEqual({
      error: {
        message: 'wait',
        type: 'rate_limit_error',
        param: null,
        code: null,
        fairlead: { route: 'chat' },
      },
    });
  });
});
