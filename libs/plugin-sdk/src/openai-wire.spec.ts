import { isFault } from './fault.js';
import { openaiWire } from './openai-wire.js';

const baseUrl = 'https://api.example/v1';

function headersOf(options: Omit<Parameters<typeof openaiWire>[0], 'baseUrl'>): Record<string, string> {
  const headers: Record<string, string> = {};
  openaiWire({ baseUrl, ...options }).authorize(headers);
  return headers;
}

describe('openaiWire', () => {
  it('knows the address of each dialect and of the list of models', () => {
    const wire = openaiWire({ baseUrl });
    expect(wire.address('chat', 'm', { dialect: 'openai-chat', stream: false })).toBe(
      'https://api.example/v1/chat/completions',
    );
    expect(wire.address('embeddings', 'm', { dialect: 'openai-embeddings', stream: false })).toBe(
      'https://api.example/v1/embeddings',
    );
    expect(wire.probe).toEqual({ method: 'GET', url: 'https://api.example/v1/models' });
  });

  it('refuses a dialect that has no place there', () => {
    const wire = openaiWire({ baseUrl });
    let thrown: unknown;
    try {
      wire.address('chat', 'm', { dialect: 'anthropic-messages', stream: true });
    } catch (error) {
      thrown = error;
    }
    expect(isFault(thrown) && thrown.faultClass).toBe('unsupported_parameter');
  });

  it.each([
    ['a key', { apiKey: 'k-1' }, { authorization: 'Bearer k-1' }],
    ['no key', {}, {}],
    ['an empty key', { apiKey: '' }, {}],
    ['further headers', { headers: { 'x-team': 'ops', 'x-unset': undefined } }, { 'x-team': 'ops' }],
    ['a key over a header', { apiKey: 'k', headers: { authorization: 'x' } }, { authorization: 'Bearer k' }],
  ])('sends the right headers with %s', (_what, options, expected) => {
    expect(headersOf(options)).toEqual(expected);
  });
});
