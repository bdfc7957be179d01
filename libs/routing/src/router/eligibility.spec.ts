import type { RequestFacts } from '@fairlead/plugin-sdk';
import fc from 'fast-check';
import { pool, route, tier } from '../testing/plan.js';
import { ill, routingBench } from '../testing/routing-bench.js';
import type { AttemptHistory } from './decision.js';
import type { TargetInfo } from './target-info.js';

const pair = route([tier('main', pool('p', ['a', 'b']))]);

/** What is known of a, what the request needs and met → why a is out. */
const REASONS: readonly [
  reason: string | undefined,
  info: Partial<TargetInfo>,
  history: Partial<AttemptHistory>,
  facts: Partial<RequestFacts>,
][] = [
  [undefined, {}, {}, {}],
  ['unconfigured:api_key', { unconfigured: 'api_key' }, {}, {}],
  ['capability:chat', { speaks: ['openai-embeddings'] }, {}, {}],
  ['context:180000>128000', { contextWindow: 128_000 }, {}, { promptTokens: 180_000 }],
  [undefined, { contextWindow: 128_000 }, {}, { promptTokens: 128_000 }],
  ['context:unknown<=128000', {}, { minContextTokens: 128_000 }, {}],
  ['context:128000<=128000', { contextWindow: 128_000 }, { minContextTokens: 128_000 }, {}],
  [undefined, { contextWindow: 200_000 }, { minContextTokens: 128_000 }, {}],
  ['credential:barred', {}, { barredCredentials: new Set(['a-key']) }, {}],
  ['tried', {}, { tried: new Set(['a']) }, {}],
  ['domain:failed', {}, { failedEndpoints: new Set(['a.test']) }, {}],
  ['domain:failed', {}, { failedCredentials: new Set(['a-key']) }, {}],
];

describe('eligibility', () => {
  it.each(REASONS)('%s', (reason, info, history, facts) => {
    const roomy = { contextWindow: 1e6, speaks: ['openai-chat', 'openai-embeddings'] as const };
    const bench = routingBench(pair, { a: info, b: roomy });
    expect(bench.excluded(history, facts)).toEqual({ a: reason, b: undefined });
  });

  it('gives health’s own reason', () => {
    const bench = routingBench(pair);
    bench.standings.set('a', ill('quota', 5000));
    expect(bench.excluded()).toEqual({ a: 'quota:test', b: undefined });
    expect(bench.choose()).toBe('b');
  });

  it('stops at the concurrency limit, and goes on when one ends', () => {
    const bench = routingBench(route([tier('main', pool('p', [{ id: 'a', concurrency: 1 }]))]));
    const flight = bench.begin(bench.decide().choice);
    expect(bench.excluded()).toEqual({ a: 'concurrency:1/1' });
    expect(bench.decide()).toMatchObject({ choice: undefined, retryAfterMs: 1000, onlyQuota: false });
    flight.end({ result: 'ok' });
    expect(bench.choose()).toBe('a');
  });

  it('uses weight 0 only when nothing else is left', () => {
    const bench = routingBench(route([tier('main', pool('p', [{ id: 'a', weight: 0 }, 'b']))]));
    expect(bench.excluded()).toEqual({ a: 'weight:0', b: undefined });
    bench.standings.set('b', ill('circuit'));
    expect(bench.decide().choice).toMatchObject({ target: { id: 'a' }, candidate: { weight: 1 } });
  });

  it('prefers other endpoints and credentials only while there are any', () => {
    const bench = routingBench(pair);
    const everywhere = { failedEndpoints: new Set(['a.test', 'b.test']) };
    expect(bench.excluded(everywhere)).toEqual({ a: undefined, b: undefined });
  });

  it('multiplies the weight with what health leaves of it', () => {
    const bench = routingBench(route([tier('main', pool('p', [{ id: 'a', weight: 4 }]))]));
    bench.standings.set('a', { onlyCircuit: false, weightFactor: 0.25, level: 0, circuit: 'recovering' });
    expect(bench.decide().record.candidates).toEqual([{ id: 'a', tier: 'main', weight: 1 }]);
  });

  it('is monotone: what is removed gets no traffic, and the rest keeps its eligibility', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const types = ['weighted_round_robin', 'least_conn', 'latency', 'random'];
    const cases = fc.record({ type: fc.constantFrom(...types), out: fc.subarray(ids, { maxLength: 3 }) });
    fc.assert(
      fc.property(cases, ({ type, out }) => {
        const bench = routingBench(route([tier('main', pool('p', ids, { type }))]));
        for (const id of out) bench.standings.set(id, ill('config'));
        const left = ids.filter((id) => !out.includes(id));
        for (let n = 0; n < 20; n++) expect(left).toContain(bench.choose());
        expect(Object.values(bench.excluded()).filter((reason) => reason !== undefined)).toHaveLength(
          out.length,
        );
      }),
      { seed: 3 },
    );
  });
});
