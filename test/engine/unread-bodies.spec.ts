import { jest } from '@jest/globals';
import { good, play, tried } from './world/play.js';
import { World, type Question, type WorldOptions } from './world/world.js';

const TEXT = 'hello '.repeat(100);
const TARGETS = { 'one/a': good('A'), 'two/b': good('B') };

/** How often the whole body was parsed on the way of one request, counted where anything parses. */
async function readings(options: Partial<WorldOptions>, question: Question = {}): Promise<number> {
  const it = new World({ scripts: TARGETS, ...options });
  const parse = jest.spyOn(JSON, 'parse');
  try {
    const caller = await play(it, { text: TEXT, ...question });
    expect([caller.status, tried(it).length]).toEqual([200, 1]);
    return parse.mock.calls.filter(([text]) => typeof text === 'string' && text.length > TEXT.length).length;
  } finally {
    parse.mockRestore();
  }
}

const targets = Object.keys(TARGETS);
const PRICED = { 'one/a': { input: 1, output: 1 }, 'two/b': { input: 1, output: 1 } };

describe('a body whose bytes pass', () => {
  it.each<[string, Partial<WorldOptions>, Question]>([
    ['nobody asks anything', {}, {}],
    [
      'conditions ask for model, stream and size',
      {
        policy: {
          routes: [
            {
              name: 'other',
              match: { when: 'request.stream && request.prompt_tokens_est > 100000' },
              targets,
            },
          ],
        },
      },
      {},
    ],
    [
      'a budget asks for the limit of the answer',
      {
        prices: PRICED,
        route: { targets, budgets: ['b'] },
        policy: { budgets: { b: { limit_usd: 100, per: 'day' } } },
      },
      { body: { max_tokens: 50 } },
    ],
    [
      'its label is the key',
      { route: { targets, affinity: { key: 'conversation' } } },
      { labels: { conversation: 'c' } },
    ],
    ['a window may be too small', { contextWindows: { 'one/a': 1_000_000 } }, {}],
  ])('is not parsed where %s', async (_what, options, question) => {
    expect(await readings(options, question)).toBe(0);
  });

  it.each<[string, Partial<WorldOptions>]>([
    [
      'the beginning of the conversation is the key',
      { route: { targets, affinity: { key: 'conversation', min_prompt_tokens: 1 } } },
    ],
    [
      'it is known what targets can do',
      {
        traits: Object.fromEntries(targets.map((target) => [target, { tags: [], capabilities: ['tools'] }])),
      },
    ],
    [
      'a condition asks what it needs',
      {
        policy: {
          routes: [{ name: 'other', match: { when: '"tools" in request.capabilities' }, targets }],
        },
      },
    ],
  ])('is parsed once where %s', async (_what, options) => {
    expect(await readings(options)).toBe(1);
  });
});
