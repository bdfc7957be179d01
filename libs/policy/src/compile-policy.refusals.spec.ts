import { compilePolicy } from './compile-policy.js';
import type { RoutePlan } from './plan/index.js';
import { problemsOf } from './testing/briefly.js';
import { sampleCatalog } from './testing/sample-catalog.js';

const route = (rest: string): string => `version: 1\nroutes: [{ name: all, match: any, ${rest} }]\n`;

function planOf(rest: string): RoutePlan {
  return compilePolicy(route(rest), 'policy.yaml', sampleCatalog).plan!.routes[0]!;
}

describe('a route that does not serve, or not at once', () => {
  it.each<[string, Partial<RoutePlan>]>([
    ['targets: [alpha/a], queue: {}', { queue: { max: 100, waitMs: 2_000 } }],
    ['targets: [alpha/a], queue: { max: 5, wait: 10s }', { queue: { max: 5, waitMs: 10_000 } }],
    [
      'targets: [alpha/a], on_no_target: { retry_after: 30s }',
      { onNoTarget: { status: 503, retryAfterMs: 30_000 } },
    ],
    [
      'targets: [alpha/a], on_no_target: { status: 429, message: later }',
      { onNoTarget: { status: 429, message: 'later' } },
    ],
    ['reject: { message: gone }', { reject: { status: 403, message: 'gone' }, tiers: [], critical: false }],
    [
      'reject: { status: 410, message: gone, code: model_gone }',
      { reject: { status: 410, message: 'gone', code: 'model_gone' } },
    ],
  ])('%s', (rest, expected) => {
    expect(planOf(rest)).toMatchObject(expected);
  });

  it.each<[string, string[]]>([
    ['reject: {}', ['2:43 missing-key']],
    ['reject: { status: 200, message: fine }', ['2:53 invalid-value']],
    ['reject: { message: gone }, targets: [alpha/a]', ['2:62 conflicting-keys']],
    ['targets: [alpha/a], queue: { max: 0, wait: 2 }', ['2:69 invalid-value', '2:78 unit-missing']],
    ['targets: [alpha/a], on_no_target: { status: 302 }', ['2:79 invalid-value']],
    ['targets: [alpha/a], queue: 5', ['2:62 wrong-type']],
  ])('%s', (rest, expected) => {
    expect(problemsOf(route(rest))).toEqual(expected);
  });
});

describe('panic', () => {
  it.each<[string, string]>([
    ['{ available_below: 0 }', 'fail_fast'],
    ['{ available_below: 1 }', 'best_effort'],
    ['{ available_below: 1, mode: fail_fast }', 'fail_fast'],
    ['{ concurrency_per_target: 1 }', 'best_effort'],
  ])('%s is %s', (panic, mode) => {
    expect(planOf(`targets: [alpha/a], panic: ${panic}`).panic.mode).toBe(mode);
  });

  it('cannot be never and best effort at once', () => {
    const panic = 'targets: [alpha/a], panic: { available_below: 0, mode: best_effort }';
    expect(problemsOf(route(panic))).toEqual(['2:81 conflicting-keys']);
  });
});

describe('early flush', () => {
  it('comes from the defaults and the route', () => {
    expect(planOf('targets: [alpha/a], timeouts: { early_flush: 15s }').timeouts.earlyFlushMs).toBe(15_000);
    expect(planOf('targets: [alpha/a]').timeouts.earlyFlushMs).toBeUndefined();
  });
});
