import { Health } from './health.js';
import { fixedRng, ManualClock } from './testing/manual-clock.js';
import { standard } from './testing/profile.js';

const active = { ...standard.active, when: ['always'] as const, intervalMs: 60_000 };

function setUp(providers: number, draw = 0.5) {
  const clock = new ManualClock();
  const health = new Health({ clock, rng: fixedRng(draw) });
  for (let n = 1; n <= providers; n++) {
    const scopes = { endpoint: `host${n}:443`, credential: `k${n}`, model: `m@k${n}` };
    health.declare(`p${n}/m`, scopes, standard);
    health.probes.announce({ key: `p${n}`, ...scopes, targets: [`p${n}/m`], active });
  }
  return { clock, health };
}

describe('the pace of probes', () => {
  it.each([
    [0, [0, 54_000, 108_000]],
    [0.5, [30_000, 90_000, 150_000]],
    [0.75, [45_000, 108_000, 171_000]],
  ])('a draw of %d spreads the first one over an interval and each next by a tenth', (draw, expected) => {
    const { clock, health } = setUp(1, draw);
    const times: number[] = [];
    for (let at = 0; at <= 180_000; at += 1000) {
      clock.to(at);
      for (const order of health.probes.due()) {
        times.push(at);
        health.probes.settle(order, { result: 'ok' });
      }
    }
    expect(times.slice(0, 3)).toEqual(expected);
  });

  it('is four times as fast while a circuit is on its way back', () => {
    const { clock, health } = setUp(1);
    for (let i = 0; i < 5; i++) health.admit('p1/m', { tokens: 0 }).settle({ result: 'server_error' });
    clock.to(30_000);
    for (const order of health.probes.due()) health.probes.settle(order, { result: 'ok' });
    expect(health.report()[0]).toMatchObject({ circuit: 'probation', nextProbeInMs: 15_000 });
  });

  it('is held back at four at once, over all providers', () => {
    const { clock, health } = setUp(6);
    clock.to(30_000);
    const first = health.probes.due();
    expect(first.map(({ subject }) => subject)).toEqual(['p1', 'p2', 'p3', 'p4']);
    expect(health.probes.due()).toEqual([]);
    health.probes.settle(first[0]!, { result: 'ok' });
    expect(health.probes.due().map(({ subject }) => subject)).toEqual(['p5']);
  });

  it('what a probe found, and when the next one comes, is told', () => {
    const { clock, health } = setUp(1);
    clock.to(30_000);
    for (const order of health.probes.due()) health.probes.settle(order, { result: 'timeout_connect' });
    clock.to(31_000);
    expect(health.report()[0]).toMatchObject({
      lastProbe: { result: 'timeout_connect', agoMs: 1000 },
      nextProbeInMs: 59_000,
    });
  });
});
