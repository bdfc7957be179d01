import { FAULT_CLASSES, type Candidate, type FaultClass, type RequestFacts } from '@fairlead/plugin-sdk';
import fc from 'fast-check';
import { someFacts } from '../testing/candidate.js';
import { pool } from '../testing/plan.js';
import { LoadBook } from './load-book.js';

const two = pool('p', ['a', 'b', { id: 'c', concurrency: 'auto' }]);

function bench(facts: RequestFacts = someFacts) {
  const clock = { nowMs: 0, now: () => clock.nowMs };
  const book = new LoadBook({ clock });
  const question = { route: 'r', pool: two, facts };
  return {
    clock,
    book,
    begin: (id: string, own: RequestFacts = facts) => book.begin({ ...question, facts: own }, id, 'main'),
    read: (id: string, own: RequestFacts = facts): Candidate => {
      const target = two.targets.find((each) => each.id === id)!;
      const price = {
        source: 'table' as const,
        costNanoUsd: ({ input = 0, output = 0, cacheRead = 0 }) =>
          input * 100 + output * 400 - cacheRead * 90,
      };
      return book.read({ ...question, facts: own }).candidate(target, 1, price);
    },
    /** One whole streamed attempt of `outputTokens`, beginning now. */
    serve: (id: string, firstTokenMs: number, perTokenMs: number, outputTokens = 101): void => {
      const attempt = book.begin(question, id, 'main');
      clock.nowMs += firstTokenMs;
      attempt.firstToken(clock.nowMs);
      clock.nowMs += perTokenMs * (outputTokens - 1);
      attempt.end({ result: 'ok', usage: { input: 800, output: outputTokens } }, clock.nowMs);
    },
  };
}

describe('load book', () => {
  it('counts requests and tokens in flight, and gives both back', () => {
    const { begin, read, clock } = bench();
    const first = begin('a');
    const second = begin('a', { ...someFacts, maxOutputTokens: 20 });
    expect(read('a')).toMatchObject({ inflight: 2, inflightTokens: 100 + 300 + 100 + 20 });
    first.end({ result: 'cancelled' }, clock.nowMs);
    expect(read('a')).toMatchObject({ inflight: 1, inflightTokens: 120 });
    second.end({ result: 'ok' }, clock.nowMs);
    expect(read('a')).toMatchObject({ inflight: 0, inflightTokens: 0, phantom: 0, failureRate: 0 });
  });

  it('measures first and further tokens, and gives the unmeasured the median', () => {
    const { serve, read } = bench();
    expect(read('a').firstTokenMs).toBeUndefined();
    serve('a', 600, 10);
    expect(read('a').firstTokenMs).toBeCloseTo(600, 9);
    expect(read('a').perTokenMs).toBeCloseTo(10, 9);
    expect(read('b').firstTokenMs).toBeCloseTo(600, 9);
    serve('b', 1200, 30);
    // The median of 600 and 1200 is 900; one sample has a quarter of the say; a's has aged by 4.2 s.
    expect(read('b').firstTokenMs).toBeCloseTo((3 * 900 + 900 + 300 * Math.exp(-3000 / 300_000)) / 4, 9);
    expect(read('b').perTokenMs).toBeCloseTo((3 * 20 + 30) / 4, 9);
    expect(read('c').firstTokenMs).toBeCloseTo(900, 9);
  });

  it('learns nothing per token from short replies and subtracts a slow caller', () => {
    const { serve, read, begin, clock } = bench();
    serve('a', 600, 10, 15);
    expect(read('a').perTokenMs).toBeUndefined();
    const attempt = begin('a');
    attempt.firstToken((clock.nowMs += 600));
    attempt.end({ result: 'ok', usage: { output: 101 }, slowClientMs: 4000 }, (clock.nowMs += 5000));
    expect(read('a').perTokenMs).toBeCloseTo(10, 9);
  });

  it('takes a silent target for as slow as its silence', () => {
    const { serve, read, begin, clock } = bench();
    serve('a', 600, 10);
    begin('a');
    clock.nowMs += 9000;
    begin('a');
    expect(read('a').firstTokenMs).toBeCloseTo(4500, 6);
    expect(read('b').firstTokenMs).toBeCloseTo(600, 9);
  });

  it('expects a long prompt to take longer, everywhere, and a cached one not', () => {
    const { serve, read, begin, clock } = bench();
    const long = { ...someFacts, promptTokens: 50_000 };
    for (let n = 0; n < 30; n++) {
      serve('a', 500, 10);
      const attempt = begin('a', long);
      attempt.firstToken((clock.nowMs += 4500));
      attempt.end({ result: 'ok' }, clock.nowMs);
    }
    const ratio = read('b', long).firstTokenMs! / read('b').firstTokenMs!;
    expect(ratio).toBeGreaterThan(6);
    expect(ratio).toBeLessThan(9);
    const cached = begin('b', long);
    cached.end({ result: 'ok', usage: { input: 50_000, cacheRead: 49_500 } }, clock.nowMs);
    expect(read('b', long).firstTokenMs).toBeCloseTo(read('b').firstTokenMs!, 9);
    expect(read('b', long).costNanoUsd).toBeCloseTo(50_000 * 100 + 101 * 400 - 49_500 * 90, 3);
  });

  it('expects the output that the route usually has, within the caller’s limit', () => {
    const { serve, read } = bench();
    expect(read('a').expectedOutputTokens).toBe(300);
    serve('a', 600, 10, 1000);
    expect(read('b').expectedOutputTokens).toBe(1000);
    expect(read('b', { ...someFacts, maxOutputTokens: 50 }).expectedOutputTokens).toBe(50);
    expect(read('b', { ...someFacts, operation: 'embeddings' }).expectedOutputTokens).toBe(0);
    expect(read('b').costNanoUsd).toBe(800 * 100 + 1000 * 400);
  });

  it('gives a whole reply no time per token', () => {
    const { serve, read } = bench();
    serve('a', 600, 10);
    expect(read('a', { ...someFacts, stream: false }).perTokenMs).toBeUndefined();
  });

  it.each([
    ['server_error', {}, 1],
    ['timeout_first_token', {}, 1],
    ['server_error', { uncharged: true }, 0],
    ['rate_limited', {}, 0],
    ['bad_request', {}, 0],
    ['cancelled', {}, 0],
  ] as const)('%s %j: %d phantom', (result, more, phantom) => {
    const { begin, read, clock } = bench();
    begin('a').end({ result, ...more }, clock.nowMs);
    expect(read('a')).toMatchObject({ phantom, failureRate: phantom * 0.2 });
  });

  it('lowers an automatic limit for overload and for a 429 that names no time', () => {
    const { begin, read, clock } = bench();
    begin('c').end({ result: 'rate_limited', retryAfterMs: 2000 }, clock.nowMs);
    expect(read('c').concurrency).toBe(16);
    begin('c').end({ result: 'rate_limited' }, clock.nowMs);
    expect(read('c').concurrency).toBe(14);
    begin('c').end({ result: 'overloaded' }, (clock.nowMs += 1000));
    expect(read('c').concurrency).toBe(12);
    expect(read('a').concurrency).toBeUndefined();
  });

  it('resolves the automatic first-token timeout', () => {
    const { serve, book } = bench();
    const question = { route: 'r', pool: two, facts: someFacts };
    expect(book.firstTokenTimeoutMs(question, 'a')).toBe(60_000);
    for (let n = 0; n < 20; n++) serve('a', 4000, 10);
    expect(book.firstTokenTimeoutMs(question, 'a')).toBeCloseTo(24_000, 6);
    for (let n = 0; n < 100; n++) serve('a', 100, 10);
    expect(book.firstTokenTimeoutMs(question, 'a')).toBe(10_000);
    for (let n = 0; n < 100; n++) serve('a', 90_000, 10);
    expect(book.firstTokenTimeoutMs(question, 'a')).toBe(120_000);
  });

  it('never lets an error touch a latency estimate', () => {
    const faults = fc.constantFrom(...FAULT_CLASSES);
    fc.assert(
      fc.property(fc.array(fc.tuple(faults, fc.nat(60_000))), (errors: [FaultClass, number][]) => {
        const { serve, book, begin, clock } = bench();
        serve('a', 600, 10);
        for (const [result, waitMs] of errors) {
          const attempt = begin('a');
          attempt.end({ result, usage: { output: 500 } }, (clock.nowMs += waitMs));
        }
        const { firstToken, perToken } = book.target('a');
        return firstToken.rawMs === 600 && perToken.rawMs === 10;
      }),
      { numRuns: 50, seed: 8 },
    );
  });
});
