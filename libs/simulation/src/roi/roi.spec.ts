import { Findings } from '@fairlead/policy';
import type { RehearsalProblemCode } from '../problem-codes.js';
import { roiAsText } from './as-text.js';
import { meteredRoi, readMetrics } from './metered.js';
import { readRoiFile } from './roi-file.js';
import { roi, type RoiReport } from './roi.js';
import { parseTokenCount } from './token-count.js';

const date = new Date('2026-06-01T15:00:00Z');
const flat = (input: number, output: number) => ({ input, output, cacheRead: input / 10 });
const given = new Map([
  ['acme/large', flat(3, 15)],
  ['acme/small', flat(0.3, 1)],
  ['beta/mid', flat(2, 8)],
]);
const MILLION = 1e6;

const ask = (cacheReadTokens = 0): RoiReport =>
  roi({
    monthly: { inputTokens: 1000 * MILLION, outputTokens: 200 * MILLION, cacheReadTokens },
    present: 'acme/large',
    mix: [
      { target: 'acme/small', share: 0.7 },
      { target: 'beta/mid', share: 0.3 },
    ],
    sources: { date, given },
  });

describe('return on investment', () => {
  it('is the cost of both, by the month and by the year', () => {
    const report = ask();
    // 1000 · 3 + 200 · 15, and 0.7 · (1000 · 0.3 + 200 · 1) + 0.3 · (1000 · 2 + 200 · 8).
    expect(report.present.monthlyUsd).toBeCloseTo(6000, 6);
    expect(report.mix.map(({ monthlyUsd }) => Math.round(monthlyUsd))).toEqual([350, 1080]);
    expect(report.mixMonthlyUsd).toBeCloseTo(1430, 6);
    expect(report.savedMonthlyUsd).toBeCloseTo(4570, 6);
    expect(report.savedYearlyUsd).toBeCloseTo(12 * 4570, 6);
    expect(report.savedShare).toBeCloseTo(4570 / 6000, 9);
    expect(report).toMatchObject({
      priceDate: '2026-06-01',
      priceTable: expect.stringContaining('genai-prices'),
    });
  });

  it('counts what is read from a cache at its own price', () => {
    const report = ask(500 * MILLION);
    expect(report.present.monthlyUsd).toBeCloseTo(500 * 3 + 500 * 0.3 + 200 * 15, 6);
  });

  it('knows public prices, averaged over the hours of a day', () => {
    const known = (target: string) =>
      roi({
        monthly: { inputTokens: MILLION, outputTokens: MILLION, cacheReadTokens: 0 },
        present: target,
        mix: [],
        sources: { date },
      }).present;
    expect(known('openai/gpt-4.1')).toMatchObject({ monthlyUsd: 10, rates: { source: 'table' } });
    const early = roi({
      monthly: { inputTokens: MILLION, outputTokens: MILLION, cacheReadTokens: 0 },
      present: 'deepseek/deepseek-chat',
      mix: [],
      sources: { date: new Date('2026-06-01T01:00:00Z') },
    });
    expect(early.present).toEqual(known('deepseek/deepseek-chat'));
  });

  it('takes the tier of the usual prompt', () => {
    const cost = (requests: number): number =>
      roi({
        monthly: { inputTokens: 300 * MILLION, outputTokens: 0, cacheReadTokens: 0, requests },
        present: 'anthropic/claude-sonnet-4-5',
        mix: [],
        sources: { date },
      }).present.monthlyUsd;
    expect(cost(1000)).toBeCloseTo(1800, 6);
    expect(cost(100_000)).toBeCloseTo(900, 6);
  });

  it('says whose price nobody knows', () => {
    const question = {
      monthly: { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0 },
      mix: [],
      sources: { date },
    };
    expect(() => roi({ ...question, present: 'acme/huge' })).toThrow('the price of acme/huge is not known');
  });

  it('fits a screen', () => {
    expect(roiAsText(ask())).toContain('saved: $4,570.00 a month, $54,840.00 a year, 76.2%');
  });
});

describe("a gateway's own metrics", () => {
  const METRICS = `
# HELP fairlead_tokens_total Tokens
fairlead_tokens_total{route="chat",target="acme/small",class="input"} 3000000
fairlead_tokens_total{route="more",target="acme/small",class="input"} 1000000
fairlead_tokens_total{route="chat",target="acme/small",class="cache_read"} 1000000
fairlead_tokens_total{route="chat",target="acme/small",class="output"} 1000000
fairlead_tokens_total{route="chat",target="beta/mid",class="input"} 1e6
fairlead_tokens_total{route="chat",target="beta/mid",class="output"} 0
fairlead_cost_usd_total{route="chat",target="beta/mid"} 2.5
fairlead_tokens_total{route="chat",target="none",class="input"} 7
fairlead_requests_total{route="chat",target="beta/mid",dialect="openai-chat",outcome="ok"} 12
`;

  it('are read by target', () => {
    expect(readMetrics(METRICS)).toEqual([
      { target: 'acme/small', volume: { inputTokens: 4e6, outputTokens: 1e6, cacheReadTokens: 1e6 } },
      {
        target: 'beta/mid',
        volume: { inputTokens: 1e6, outputTokens: 0, cacheReadTokens: 0, requests: 12 },
        usd: 2.5,
      },
    ]);
  });

  it('are compared with one provider, for a month', () => {
    const days = 365.25 / 24;
    const report = meteredRoi({
      metered: readMetrics(METRICS),
      days,
      present: 'acme/large',
      sources: { date, given },
    });
    const [small, mid] = report.mix;
    expect(small!.monthlyUsd).toBeCloseTo(2 * (3 * 0.3 + 0.03 + 1), 6);
    expect(mid).toEqual({ target: 'beta/mid', share: 1 / 6, monthlyUsd: 5 });
    expect(report.present.monthlyUsd).toBeCloseTo(2 * (4 * 3 + 0.3 + 15), 6);
  });
});

describe('a file', () => {
  const read = (text: string) => {
    const findings = new Findings<RehearsalProblemCode>('roi.yaml');
    return { file: readRoiFile(text, findings), problems: findings.problems().map(({ message }) => message) };
  };

  it('asks the same', () => {
    const { file, problems } = read(`
monthly: { input_tokens: 650M, cache_read: 20%, output_tokens: 1000000, requests: 800k }
present: acme/large
mix: { acme/small: 60%, beta/mid: 40% }
prices: { acme/large: { input_usd_per_mtok: 3, output_usd_per_mtok: 15 } }`);
    expect(problems).toEqual([]);
    expect(file).toMatchObject({
      monthly: { inputTokens: 650e6, cacheReadTokens: 130e6, outputTokens: 1e6, requests: 800e3 },
      mix: [
        { target: 'acme/small', share: 0.6 },
        { target: 'beta/mid', share: 0.4 },
      ],
    });
    expect(file!.given.get('acme/large')).toEqual({ input: 3, output: 15 });
  });

  it.each([
    ['monthly: { input_tokens: many, output_tokens: 1 }\npresent: a/b', 'a count of tokens such as 650M'],
    [
      'monthly: { input_tokens: 1, output_tokens: 1 }\npresent: a/b\nmix: { a/b: 70% }',
      'the shares come to 70%, not 100%',
    ],
    ['monthly: { output_tokens: 1 }\npresent: a/b', '"input_tokens" is missing'],
  ])('is read strictly: %j', (text, words) => {
    expect(read(text).problems.join('\n')).toContain(words);
  });

  it.each([
    ['650M', 650e6],
    ['1.5B', 1.5e9],
    ['20k', 20_000],
    ['7', 7],
    ['7T', undefined],
    ['', undefined],
  ])('%j is %p tokens', (text, count) => {
    expect(parseTokenCount(text)).toBe(count);
  });
});
