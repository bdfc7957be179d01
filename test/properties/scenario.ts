import fc from 'fast-check';
import type { FaultClass, TargetId } from '@fairlead/plugin-sdk';
import type { TargetTraits } from '@fairlead/policy';
import type { Question } from '../engine/world/world.js';
import type { Script } from '../engine/world/scripted-provider.js';
import { limits, withLimits, type Limits } from './limits.js';
import {
  breaking,
  failed,
  HANGING,
  opened,
  refusing,
  replying,
  streaming,
  UNREACHABLE,
} from '../engine/world/scripts.js';

/** Traffic, policy and providers of one random run. */
export interface Scenario {
  readonly seed: number;
  readonly route: {
    readonly failover: { readonly max_attempts: number };
    readonly timeouts: object;
    readonly hedge?: { readonly max_extra: string };
  };
  readonly health: object;
  readonly scripts: Readonly<Record<TargetId, readonly Script[]>>;
  readonly questions: readonly (Question & { readonly atMs: number })[];
  readonly limits: Limits;
  readonly adapt: ReturnType<typeof withLimits>;
  /** Targets whose region is `us`; those of the others is `eu`, where requests labelled `data: eu` have to stay. */
  readonly abroad: readonly TargetId[];
  readonly traits: Readonly<Record<TargetId, TargetTraits>>;
  readonly policy: { readonly constraints: readonly object[] };
  readonly prices: Readonly<Record<TargetId, { readonly input: number; readonly output: number }>>;
  /** Targets that are out for reasons other than their circuit, from the start. */
  readonly unusable: Readonly<Record<TargetId, 'unconfigured' | 'drained'>>;
}

/** Total of the policy, and the most a caller may ask for, ms. */
export const TOTAL_MS = 60_000;

/** What a target says in all its replies, so that every byte tells where it came from. */
export const markOf = (target: TargetId): string => `<${target}>`;

const moments = fc.uniqueArray(fc.integer({ min: 3, max: 8000 }), { minLength: 1, maxLength: 5 });
const ascending = moments.map((each) => each.sort((a, b) => a - b));
const SURFACING: readonly FaultClass[] = [
  'connect_error',
  'timeout_connect',
  'stream_broken',
  'rate_limited',
  'auth_invalid',
];

function script(target: TargetId, stream: boolean): fc.Arbitrary<Script> {
  const text = markOf(target);
  const atMs = fc.integer({ min: 3, max: 9000 });
  const pieces = fc.record({
    piecesAtMs: ascending,
    commentsAtMs: fc.oneof(fc.constant([]), ascending),
  });
  const answers = stream
    ? [
        pieces.map((times) => streaming({ text, ...times })),
        pieces.map((times) => opened({ text, ...times })),
        fc
          .tuple(
            pieces,
            atMs,
            fc.constantFrom<('reset' | 'cut' | 'error_event')[]>('reset', 'cut', 'error_event'),
          )
          .map(([times, brokenAtMs, how]) => breaking({ text, ...times }, brokenAtMs, how)),
      ]
    : [atMs.map((at) => replying(text, at)), atMs.map((at) => replying(text, at, 'cut'))];
  return fc.oneof(
    ...answers.map((arbitrary) => ({ arbitrary, weight: 3 })),
    fc.constant(UNREACHABLE),
    fc.constant(HANGING),
    fc.constant<Script>([]),
    fc.constant<Script>([failed('connect_error', 5, { staleConnection: true })]),
    fc.tuple(fc.constantFrom(...SURFACING), atMs).map(([fault, at]): Script => [failed(fault, at)]),
    fc
      .record({
        status: fc.constantFrom(400, 401, 402, 403, 404, 413, 422, 429, 500, 503, 529),
        atMs,
        retryAfter: fc.constantFrom('0', '1', '5', ''),
      })
      .map(({ status, ...rest }) => refusing(status, rest)),
  );
}

/** A few random replies; some targets are well ever after, others go on with the last one. */
function life(target: TargetId, stream: boolean): fc.Arbitrary<readonly Script[]> {
  const text = markOf(target);
  const well = stream ? streaming({ text, piecesAtMs: [100, 200] }) : replying(text, 200);
  const some = fc.array(script(target, stream), { minLength: 1, maxLength: 4 });
  return fc.tuple(some, fc.boolean()).map(([scripts, recovers]) => (recovers ? [...scripts, well] : scripts));
}

const question = (stream: boolean): fc.Arbitrary<Scenario['questions'][number]> =>
  fc.record(
    {
      atMs: fc.nat(30_000),
      stream: fc.constant(stream),
      text: fc.constantFrom('a', 'b'),
      labels: fc.constantFrom({ tenant: 'acme' }, { data: 'eu' }),
      leavesAtMs: fc.integer({ min: 1, max: 10_000 }),
      readsAfterMs: fc.integer({ min: 1, max: 3000 }),
      timeoutMs: fc.integer({ min: 100, max: 2 * TOTAL_MS }),
      clientRetry: fc.boolean(),
    },
    { requiredKeys: ['atMs', 'stream'] },
  );

const failover = fc.record({
  max_attempts: fc.integer({ min: 1, max: 5 }),
  same_target_retries: fc.nat(2),
  rules: fc.constantFrom(
    {},
    { any: 'next_target' },
    { any: 'retry_same' },
    { server_error: 'next_tier', bad_request: 'next_target' },
    { rate_limited: { wait_up_to: '5s' } },
  ),
});

const timeouts = fc.record({
  connect: fc.constantFrom('1s', '3s'),
  first_token: fc.constantFrom('auto', '2s', '5s'),
  idle: fc.constantFrom('2s', '5s'),
  total: fc.constant(`${TOTAL_MS}ms`),
});

const hedges = fc.record({
  after: fc.constantFrom('1ms', '100ms', '1s', 'p90'),
  max_extra: fc.constantFrom('100%', '30%'),
});

/** Quick to take out and quick to take back, so that a minute of traffic sees whole incidents. */
const TOUCHY = {
  passive: { consecutive_failures: 2 },
  ejection: { base: '1s', max: '10s' },
  slow_start: { window: '3s' },
};

/** 1 to 3 tiers of 1 to 3 targets on up to three providers; a target may stand in several tiers. */
const tiers = fc.array(
  fc.record({
    strategy: fc.constantFrom('in_order', 'weighted_round_robin', 'least_conn', 'latency'),
    targets: fc.uniqueArray(fc.constantFrom('one/a', 'one/b', 'two/a', 'two/b', 'three/a'), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
  { minLength: 1, maxLength: 3 },
);

const EU_DATA = { name: 'eu-data', match: { labels: { data: 'eu' } }, require: { regions: ['eu'] } };
const traits = (region: string): TargetTraits => ({ region, tags: [] });
const affinity = fc.constantFrom(false, { key: 'tenant' }, { mode: 'require', key: 'tenant', ttl: '5s' });

/** All callers of one run ask for streams, or all for whole replies. */
export const scenarios: fc.Arbitrary<Scenario> = fc
  .record({ tiers, failover, timeouts, affinity, stream: fc.boolean(), seed: fc.nat(), panic: fc.boolean() })
  .chain(({ stream, seed, panic, ...route }) => {
    const ids = [...new Set(route.tiers.flatMap(({ targets }) => targets))];
    const scripts = Object.fromEntries(ids.map((id) => [id, life(id, stream)]));
    const outOfUse = fc.constantFrom<('unconfigured' | 'drained')[]>('unconfigured', 'drained');
    const price = { input: 0, output: 1 };
    const hedge = fc.option(hedges, { nil: undefined });
    const run = fc.record({
      seed: fc.constant(seed),
      limits,
      prices: fc.constantFrom(Object.fromEntries(ids.map((id) => [id, price])), { [ids[0]!]: price }),
      route: hedge.map((made) => ({
        ...route,
        ...(made && { hedge: made }),
        panic: { mode: panic ? 'best_effort' : 'fail_fast' },
      })),
      health: fc.constantFrom({}, TOUCHY, { ...TOUCHY, enforce_single: true }),
      scripts: fc.record(scripts),
      questions: fc.array(question(stream), { minLength: 1, maxLength: 40, size: 'max' }),
      abroad: fc.subarray(ids),
      unusable: fc.dictionary(fc.constantFrom(...ids), outOfUse, { maxKeys: 2 }),
    });
    return run.map((made) => ({
      ...made,
      adapt: withLimits(made.limits),
      policy: { constraints: [EU_DATA] },
      traits: Object.fromEntries(ids.map((id) => [id, traits(made.abroad.includes(id) ? 'us' : 'eu')])),
    }));
  });
