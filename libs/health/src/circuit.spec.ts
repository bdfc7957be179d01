import fc from 'fast-check';
import { Circuit } from './circuit.js';
import { fixedRng } from './testing/manual-clock.js';
import { standard } from './testing/profile.js';

type Event = 'ok' | 'fail' | 'half' | '429' | 'ask' | 'probe ok' | 'probe failed';

function play(circuit: Circuit, atMs: number, event: Event): void {
  circuit.advance(atMs);
  if (event === 'ok') circuit.succeed(atMs);
  if (event === 'fail') circuit.fail(atMs, 1);
  if (event === 'half') circuit.fail(atMs, 0.5);
  if (event === '429') circuit.refuse(atMs);
  if (event === 'probe ok') circuit.probePassed(atMs, false);
  if (event === 'probe failed') circuit.probeFailed(atMs);
}

const times = (count: number, atMs: number, event: Event): [number, Event][] =>
  Array.from({ length: count }, () => [atMs, event]);
const back: [number, Event][] = [...times(5, 0, 'fail'), [10_000, 'ok'], [10_000, 'ok']];

describe('the circuit, event by event', () => {
  it.each([
    ['stays closed under four failures', times(4, 0, 'fail'), 'healthy 0'],
    ['a success breaks the run', [...times(4, 0, 'fail'), [1, 'ok'], ...times(4, 2, 'fail')], 'healthy 0'],
    ['opens at the fifth failure in a row', times(5, 0, 'fail'), 'ejected 1'],
    ['an overloaded target is half as suspicious', times(9, 0, 'half'), 'healthy 0'],
    ['… and opens at the tenth', times(10, 0, 'half'), 'ejected 1'],
    [
      'half of ten outcomes in a minute open it',
      [...times(5, 0, 'ok'), ...times(4, 1, 'fail'), [2, 'ok'], ...times(2, 3, 'fail')],
      'ejected 1',
    ],
    ['half of nine do not', [...times(5, 0, 'ok'), ...times(4, 1, 'fail')], 'healthy 0'],
    ['rate limits do not open it', times(20, 0, '429'), 'healthy 0'],
    ['it stays out until the time', [...times(5, 0, 'fail'), [9999, 'ask']], 'ejected 1'],
    ['then it is on probation', [...times(5, 0, 'fail'), [10_000, 'ask']], 'probation 1'],
    ['one success is not enough', [...times(5, 0, 'fail'), [10_000, 'ok']], 'probation 1'],
    ['two are', back, 'recovering 1'],
    [
      'a failure on probation sends it out for longer',
      [...times(5, 0, 'fail'), [10_000, 'fail'], [29_999, 'ask']],
      'ejected 2',
    ],
    ['… twice as long', [...times(5, 0, 'fail'), [10_000, 'fail'], [30_000, 'ask']], 'probation 2'],
    ['a rate limit on probation too', [...times(5, 0, 'fail'), [10_000, '429']], 'ejected 2'],
    [
      'one failure in recovery is forgiven',
      [...back, [11_000, 'fail'], [12_000, 'ok'], [13_000, 'fail']],
      'recovering 1',
    ],
    ['two in a row are not', [...back, [11_000, 'fail'], [12_000, 'fail']], 'ejected 2'],
    ['after the slow start it is healthy', [...back, [40_000, 'ask']], 'healthy 1'],
    [
      'a minute of healthy traffic takes the level off',
      [...back, [40_000, 'ok'], [99_999, 'ok']],
      'healthy 1',
    ],
    ['… not sooner', [...back, [40_000, 'ok'], [100_000, 'ok']], 'healthy 0'],
  ] as [string, [number, Event][], string][])('%s', (_name, tape, expected) => {
    const circuit = new Circuit(standard, fixedRng(), 0);
    for (const [atMs, event] of tape) play(circuit, atMs, event);
    expect(`${circuit.state} ${circuit.level}`).toBe(expected);
  });

  it.each([
    [0, 8000],
    [0.5, 10_000],
    [1, 12_000],
  ])('a draw of %d makes the first stay %d ms', (draw, stay) => {
    const circuit = new Circuit(standard, fixedRng(draw), 0);
    circuit.eject(0);
    expect(circuit.untilMs).toBeCloseTo(stay, 6);
  });

  it('never stays out for longer than the maximum', () => {
    const circuit = new Circuit(standard, fixedRng(), 0);
    for (let i = 0; i < 20; i++) circuit.eject(0);
    expect(circuit.untilMs).toBe(300_000);
  });

  it('waits for a probe where one is announced, which can end a stay but not declare health', () => {
    const circuit = new Circuit(standard, fixedRng(), 0);
    circuit.gated = true;
    circuit.eject(0);
    const states = [
      [20_000, 'ask'],
      [20_000, 'probe failed'],
      [39_999, 'probe ok'],
      [40_000, 'probe ok'],
      [40_001, 'probe ok'],
    ].map(([at, event]) => {
      play(circuit, at as number, event as Event);
      return `${circuit.state} ${circuit.level}`;
    });
    expect(states).toEqual(['ejected 1', 'ejected 2', 'ejected 2', 'probation 2', 'probation 2']);
  });

  it.each([
    [0, 0.1],
    [3000, 0.1],
    [15_000, 0.5],
    [29_999, 29_999 / 30_000],
  ])('%d ms into the slow start the weight is %d', (ms, weight) => {
    const circuit = new Circuit(standard, fixedRng(), 0);
    circuit.startSlowly(0);
    expect(circuit.weight(ms)).toBeCloseTo(weight, 9);
  });

  it('the level never falls during an incident, and every ejection has a later end than it began', () => {
    const event = fc.constantFrom<Event>('ok', 'fail', 'half', '429', 'ask', 'probe ok', 'probe failed');
    const step = fc.tuple(fc.integer({ min: 0, max: 20_000 }), event);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), fc.boolean(), (steps, gated) => {
        const circuit = new Circuit(standard, fixedRng(0.3), 0);
        circuit.gated = gated;
        let now = 0;
        let level = 0;
        for (const [wait, what] of steps) {
          const wasHealthy = circuit.state === 'healthy';
          play(circuit, (now += wait), what);
          if (!wasHealthy || circuit.state !== 'healthy') expect(circuit.level).toBeGreaterThanOrEqual(level);
          if (circuit.state === 'ejected') expect(circuit.untilMs).toBeGreaterThan(0);
          level = circuit.level;
        }
      }),
    );
  });
});
