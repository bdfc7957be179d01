import type { Dialect } from '../dialect.js';
import { openAiCompletions } from './openai-completions.js';
import { openAiModerations } from './openai-moderations.js';
import { rerank } from './rerank.js';

const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const overloaded = { error: { message: 'later', type: 'overloaded' } };

describe('a whole reply', () => {
  const ranked = [{ index: 0, relevance_score: 0.9 }];
  const usage = { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 };

  it.each<[string, Dialect, unknown, object]>([
    [
      'a text',
      openAiCompletions,
      { choices: [{ index: 0, text: ' and so', finish_reason: 'length' }], usage },
      { verdict: 'ok', usage: { input: 5, output: 7 } },
    ],
    [
      'an empty text that is complete',
      openAiCompletions,
      { choices: [{ text: '', finish_reason: 'stop' }] },
      { verdict: 'ok' },
    ],
    ['no text', openAiCompletions, { choices: [] }, { verdict: 'empty' }],
    ['an error instead of a text', openAiCompletions, overloaded, { verdict: 'error' }],
    ['a judgement', openAiModerations, { results: [{ flagged: false }] }, { verdict: 'ok' }],
    ['no judgement', openAiModerations, { results: [] }, { verdict: 'empty' }],
    ['an error instead of a judgement', openAiModerations, overloaded, { verdict: 'error' }],
    ['a page', openAiModerations, '<html>', { verdict: 'malformed' }],
    ['nothing', openAiModerations, '', { verdict: 'empty' }],
    ['a ranking', rerank, { results: ranked }, { verdict: 'ok' }],
    [
      'a ranking and its tokens',
      rerank,
      { results: ranked, usage: { prompt_tokens: 9, total_tokens: 9 } },
      { verdict: 'ok', usage: { input: 9 } },
    ],
    [
      'a ranking and the sum of its tokens',
      rerank,
      { results: ranked, usage: { total_tokens: 9 } },
      { verdict: 'ok', usage: { input: 9 } },
    ],
    [
      'a ranking with its tokens elsewhere',
      rerank,
      { results: ranked, meta: { tokens: { input_tokens: 9 }, billed_units: { search_units: 1 } } },
      { verdict: 'ok', usage: { input: 9 } },
    ],
    ['no ranking', rerank, { results: [] }, { verdict: 'empty' }],
  ])('%s', (_name, dialect, body, reading) => {
    const { failure: _failure, ...read } = dialect.readReply(bytes(body));
    expect(read).toEqual(reading);
  });
});

describe('a stream of text', () => {
  const chunk = (choice: object) => `data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`;

  it('has content, a finish reason and a terminator', () => {
    const reading = openAiCompletions.openStream();
    const stream = [
      chunk({ text: '', finish_reason: null }),
      chunk({ text: 'so', finish_reason: null }),
      chunk({ text: '', finish_reason: 'stop' }),
      'data: [DONE]\n\n',
    ];
    const kinds = reading.feed(bytes(stream.join(''))).map(({ kind }) => kind);
    expect(kinds).toEqual(['silent', 'content', 'progress', 'done']);
    expect(reading.finished).toBe(true);
  });
});

describe('a request', () => {
  it.each<[string, Dialect, boolean]>([
    ['a text', openAiCompletions, true],
    ['judgements', openAiModerations, false],
    ['a ranking', rerank, false],
  ])('for %s can ask for a stream: %p', (_name, dialect, can) => {
    expect(dialect.readRequest(bytes({ model: 'm', stream: false }))).toMatchObject({ ok: true });
    expect(dialect.readRequest(bytes({ model: 'm', stream: true }))).toMatchObject({
      ok: can,
      ...(can ? { request: { stream: true } } : { param: 'stream', code: 'unsupported_parameter' }),
    });
  });

  it('gets the name that the target knows', () => {
    const body = bytes('{"query":"q","model":"a","documents":["d"]}');
    expect(Buffer.from(rerank.withModel(body, { model: 'a', stream: false }, 'b')).toString()).toBe(
      '{"query":"q","model":"b","documents":["d"]}',
    );
  });
});
