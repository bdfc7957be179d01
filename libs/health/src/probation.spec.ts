import fc from 'fast-check';
import type { FaultClass } from '@fairlead/plugin-sdk';
import { Health } from './health.js';
import type { Pass } from './pass.js';
import { fixedRng, ManualClock } from './testing/manual-clock.js';
import { standard } from './testing/profile.js';

const RESULTS = [
  'ok',
  'server_error',
  'connect_error',
  'rate_limited',
  'auth_invalid',
  'cancelled',
  'overloaded',
] as const satisfies readonly ('ok' | FaultClass)[];

const step = fc.record({
  waitMs: fc.oneof(fc.nat(500), fc.nat(15_000)),
  begin: fc.boolean(),
  which: fc.nat(),
  result: fc.constantFrom(...RESULTS),
});

describe('probation', () => {
  it('never has more live requests on trial than its profile allows, whatever happens', () => {
    let fullest = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.array(step, { maxLength: 120 }),
        (concurrency, steps) => {
          const clock = new ManualClock();
          const health = new Health({ clock, rng: fixedRng() });
          const profile = { ...standard, probation: { concurrency, successes: 2 } };
          health.declare('a/m', { endpoint: 'host:443', credential: 'key', model: 'm@key' }, profile);
          const open: Pass[] = [];
          const onTrial = new Set<Pass>();
          // A new stay starts a new count: what was on trial before it is late news.
          health.onChange(({ condition, to }) => {
            if (condition === 'circuit' && to !== 'probation') onTrial.clear();
          });
          for (let i = 0; i < 5; i++) health.admit('a/m', { tokens: 0 }).settle({ result: 'server_error' });
          clock.pass(10_000);
          for (const { waitMs, begin, which, result } of steps) {
            clock.pass(waitMs);
            const { obstacle, circuit } = health.standing('a/m');
            if (begin && obstacle === undefined) {
              const pass = health.admit('a/m', { tokens: 10 });
              open.push(pass);
              if (circuit === 'probation') onTrial.add(pass);
            } else if (open.length > 0) {
              const [pass] = open.splice(which % open.length, 1);
              pass!.settle({ result });
              onTrial.delete(pass!);
            }
            fullest = Math.max(fullest, onTrial.size);
            expect(onTrial.size).toBeLessThanOrEqual(concurrency);
          }
        },
      ),
    );
    expect(fullest).toBeGreaterThan(1);
  });
});
