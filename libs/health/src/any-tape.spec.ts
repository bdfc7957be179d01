import fc from 'fast-check';
import { FAULT_CLASSES, type FaultClass } from '@fairlead/plugin-sdk';
import { Health } from './health.js';
import type { Pass } from './pass.js';
import { fixedRng, ManualClock } from './testing/manual-clock.js';
import { standard } from './testing/profile.js';

/** Three targets that share an endpoint and, two of them, a key. */
const SCOPES = {
  'a/m': { endpoint: 'host:443', credential: 'k1', model: 'm@k1' },
  'a/n': { endpoint: 'host:443', credential: 'k1', model: 'n@k1' },
  'b/m': { endpoint: 'host:443', credential: 'k2', model: 'm@k2' },
};
const IDS = Object.keys(SCOPES) as readonly (keyof typeof SCOPES)[];
const TOKENS = { dimension: 'tokens', limit: 1_000_000, remaining: 1_000_000, resetInMs: 1e12 } as const;

/** Two failures are enough, so that a tape meets many incidents. */
const touchy = { ...standard, passive: { ...standard.passive, consecutiveFailures: 2 } };

const verdict = fc.oneof(
  fc.constantFrom<'ok' | FaultClass>('ok', 'server_error', 'connect_error'),
  fc.constantFrom<'ok' | FaultClass>(...FAULT_CLASSES),
);
const step = fc.record({
  waitMs: fc.oneof(fc.constant(0), fc.nat(500), fc.nat(90_000)),
  what: fc.constantFrom('admit', 'admit', 'settle', 'settle', 'settle', 'probe', 'declare'),
  id: fc.constantFrom(...IDS),
  which: fc.nat(),
  result: verdict,
  tokens: fc.nat(3000),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function setUp() {
  const clock = new ManualClock();
  const health = new Health({ clock, rng: fixedRng(0.3) });
  const declare = (id: keyof typeof SCOPES): void => health.declare(id, SCOPES[id], touchy);
  IDS.forEach(declare);
  const announce = (key: string, targets: readonly (keyof typeof SCOPES)[]): void =>
    health.probes.announce({ key, ...SCOPES[targets[0]!], targets, active: standard.active });
  announce('a', ['a/m', 'a/n']);
  announce('b', ['b/m']);
  for (const id of IDS) health.observeQuota(id, [TOKENS]);
  return { clock, health, declare };
}

/** A union of this many words no longer fits the two shapes of a verdict by itself. */
function verdictOf(result: 'ok' | FaultClass) {
  return result === 'ok' ? { result } : { result };
}

/** Plays `steps`, settles what is still open, and says after each step what it looks like. */
function play(steps: readonly Step[], look: (health: Health, nowMs: number) => void): Map<string, number> {
  const { clock, health, declare } = setUp();
  const open: { readonly id: string; readonly pass: Pass }[] = [];
  const used = new Map<string, number>();
  const settle = (which: number, result: 'ok' | FaultClass, tokens: number): void => {
    const [held] = open.splice(which % open.length, 1);
    if (held === undefined) return;
    held.pass.settle(verdictOf(result), { tokens });
    held.pass.settle({ result: 'server_error' }, { tokens: 999 });
    used.set(held.id, (used.get(held.id) ?? 0) + tokens);
  };
  for (const { waitMs, what, id, which, result, tokens } of steps) {
    clock.pass(waitMs);
    if (what === 'admit') open.push({ id, pass: health.admit(id, { tokens }) });
    if (what === 'settle') settle(which, result, tokens);
    if (what === 'declare') declare(id);
    if (what === 'probe')
      for (const order of health.probes.due()) health.probes.settle(order, verdictOf(result));
    look(health, clock.now());
  }
  while (open.length > 0) settle(0, 'ok', 7);
  for (const { id, quotaHeadroom } of health.report()) {
    const taken = Math.round((1 - quotaHeadroom!.tokens!) * TOKENS.limit);
    used.set(id, (used.get(id) ?? 0) - taken);
  }
  return used;
}

/** Every step of every tape is looked at. */
const RUNS = { numRuns: 40 };
const steps = fc.array(step, { minLength: 80, maxLength: 150 });

describe('whatever happens', () => {
  it('a standing can be read, its weight is a share, and what stands in the way lies ahead', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(steps, (tape) => {
        play(tape, (health, nowMs) => {
          for (const id of IDS) {
            const { obstacle, weightFactor, onlyCircuit } = health.standing(id);
            expect(weightFactor).toBeGreaterThan(0);
            expect(weightFactor).toBeLessThanOrEqual(1);
            expect(onlyCircuit).toBe(obstacle?.condition === 'circuit');
            // A stay that waits for its probe may be over.
            if (obstacle?.condition === 'quota' || obstacle?.condition === 'config')
              expect(obstacle.untilMs).toBeGreaterThan(nowMs);
            kinds.add(obstacle?.condition ?? 'none');
          }
        });
      }),
      RUNS,
    );
    expect([...kinds].sort()).toEqual(['circuit', 'config', 'none', 'quota']);
  });

  it('no level falls while its circuit is not healthy', () => {
    let highest = 0;
    fc.assert(
      fc.property(steps, (tape) => {
        const before = new Map<string, number>();
        play(tape, (health) => {
          for (const target of health.report()) {
            for (const scope of ['endpoint', 'model'] as const) {
              const { state, level } = target[scope];
              const key = `${target.id} ${scope}`;
              if (state !== 'healthy') expect(level).toBeGreaterThanOrEqual(before.get(key) ?? 0);
              before.set(key, level);
              highest = Math.max(highest, level);
            }
          }
        });
      }),
      RUNS,
    );
    expect(highest).toBeGreaterThan(1);
  });

  it('once all is settled, exactly what was used is taken', () => {
    fc.assert(
      fc.property(steps, (tape) => {
        for (const difference of play(tape, () => {}).values()) expect(difference).toBe(0);
      }),
    );
  });
});
