import { dialectOfPath } from './path-dialect.js';

describe('the dialect of what is said outside an exchange', () => {
  it.each<[string, Record<string, string>, string]>([
    ['/v1/chat/completions', {}, 'openai-chat'],
    ['/v1/messages', {}, 'anthropic-messages'],
    ['/v1/messages/batches', {}, 'anthropic-messages'],
    ['/anthropic/v1/complete', {}, 'anthropic-messages'],
    ['/v1beta/models/m:generateContent', {}, 'gemini'],
    ['/v1beta/models', {}, 'gemini'],
    ['/gemini/v1/models', {}, 'gemini'],
    ['/v1/models', {}, 'openai-chat'],
    ['/v1/models', { 'anthropic-version': '2023-06-01' }, 'anthropic-messages'],
    ['/v1/models/m', { 'x-goog-api-key': 'k' }, 'gemini'],
    ['/v1/modelsish', { 'anthropic-version': '2023-06-01' }, 'openai-chat'],
    ['/nowhere', {}, 'openai-chat'],
  ])('%s %j', (url, headers, name) => {
    expect(dialectOfPath(url, headers).name).toBe(name);
  });
});
