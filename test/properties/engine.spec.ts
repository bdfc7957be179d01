import fc from 'fast-check';
import { play, type Exchange, type Played } from './played.js';
import { markOf, scenarios, TOTAL_MS } from './scenario.js';

const DONE = 'data: [DONE]\n\n';
/** Kept-alive connections that died count against no maximum, at most two of them. */
const STALE = 2;
/** The longest condition of health, and more: by then nothing may stand in the way of a usable target. */
const HOURS_MS = 3 * 3_600_000;

function deadlineMs({ question }: Exchange): number {
  return Math.min(TOTAL_MS, question.timeoutMs ?? Infinity);
}

const PROMISES: Readonly<Record<string, (played: Played) => void | Promise<void>>> = {
  'every exchange is reported exactly once': ({ exchanges, world }) => {
    for (const { reports } of exchanges) expect(reports).toHaveLength(1);
    expect(world.reports).toHaveLength(exchanges.length);
  },

  'attempts stay within the maximum': ({ exchanges, scenario }) => {
    const { max_attempts: most } = scenario.route.failover;
    for (const { question, reports } of exchanges) {
      const allowed = question.clientRetry ? Math.ceil(most / 2) : most;
      expect(reports[0]!.attempts.length).toBeLessThanOrEqual(allowed + STALE);
    }
  },

  'an exchange ends by its deadline': ({ exchanges }) => {
    for (const exchange of exchanges)
      expect(exchange.reports[0]!.durationMs).toBeLessThanOrEqual(deadlineMs(exchange) + 1e-6);
  },

  'a caller that stays has one ending': ({ exchanges }) => {
    for (const { caller, question, reports } of exchanges.filter((exchange) => !exchange.caller.gone)) {
      expect([caller.starts.length, caller.ends, caller.outOfTurn]).toEqual([1, 1, []]);
      const { outcome } = reports[0]!;
      if (caller.status !== 200) expect(JSON.parse(caller.text)).toHaveProperty('error.code');
      else if (question.stream) {
        expect(endingOf(caller.text)).toBe(outcome === 'ok' ? 'done' : 'error');
        expect(caller.text.includes('"finish_reason":"stop"')).toBe(outcome === 'ok');
      } else expect(JSON.parse(caller.text)).toHaveProperty('choices');
    }
  },

  'a caller that left is sent nothing more': ({ exchanges }) => {
    for (const { caller, question, askedAtMs } of exchanges.filter((exchange) => exchange.caller.gone)) {
      expect(caller.ends).toBe(0);
      for (const { atMs } of caller.writes)
        expect(atMs).toBeLessThanOrEqual(askedAtMs + question.leavesAtMs!);
    }
  },

  'the bytes of an answer come from one target, the one it names': ({ exchanges, scenario }) => {
    for (const { caller } of exchanges) {
      const heard = Object.keys(scenario.scripts).filter((id) => caller.text.includes(markOf(id)));
      expect(heard).toEqual(caller.status === 200 ? [caller.header('x-fairlead-target')] : []);
    }
  },

  'when all is over, nothing is in flight and nobody is still on trial': async ({ world, scenario }) => {
    expect(world.engine.inflight).toBe(0);
    await world.clock.advance(HOURS_MS);
    for (const id of Object.keys(scenario.scripts)) {
      expect(world.load.target(id)).toMatchObject({ inflight: 0, inflightTokens: 0 });
      if (scenario.unusable[id] === undefined) expect(world.health.standing(id).obstacle).toBeUndefined();
    }
  },

  'no budget is overdrawn, and nothing stays set aside': ({ world, scenario, moneyAtCalls }) => {
    const { budget } = scenario.limits;
    if (budget === undefined) return;
    for (const nanoUsd of moneyAtCalls) expect(nanoUsd).toBeLessThanOrEqual(budget.limitNanoUsd);
    expect(world.engine.spending.standing({ budget, scope: '' }).reservedNanoUsd).toBe(0);
  },

  'hedges stay within their share, one a request, and elsewhere than the attempt they go beside': (
    played,
  ) => {
    const { world, scenario, exchanges } = played;
    const share = Number.parseInt(scenario.route.hedge?.max_extra ?? '0') / 100;
    const trails = world.reports.map(({ attempts }) => attempts);
    expect(trails.flat().filter(({ hedge }) => hedge).length).toBeLessThanOrEqual(share * exchanges.length);
    for (const attempts of trails) {
      expect(attempts.filter(({ hedge }) => hedge).length).toBeLessThanOrEqual(1);
      for (const [n, { hedge, target, startedMs }] of attempts.entries()) {
        const beside = attempts.filter(
          (other, m) =>
            m !== n && other.startedMs <= startedMs && other.startedMs + other.durationMs > startedMs,
        );
        if (!hedge && beside.every((other) => !other.hedge)) expect(beside).toEqual([]);
        if (hedge)
          expect(beside.map(({ target: id }) => id.split('/')[0])).not.toContain(target.split('/')[0]);
      }
    }
  },

  'no request waits longer than its queue lets it': ({ world, scenario: { limits } }) => {
    for (const { queuedMs = 0 } of world.reports)
      expect(queuedMs).toBeLessThanOrEqual(limits.queue?.waitMs ?? 0);
  },

  'a constraint holds for every attempt': ({ exchanges, scenario }) => {
    for (const { question, reports } of exchanges.filter(({ question: { labels } }) => labels?.['data'])) {
      const targets = reports[0]!.attempts.map(({ target }) => target);
      expect([question.labels, targets.filter((id) => scenario.abroad.includes(id))]).toEqual([
        question.labels,
        [],
      ]);
    }
  },

  'no target is sent more requests in a minute than it may be': ({ world, scenario: { limits } }) => {
    for (const { target, atMs } of world.calls) {
      const since = world.calls.filter((call) => call.target === target && call.atMs > atMs - 60_000);
      const sent = since.filter((call) => call.atMs <= atMs).length;
      // Each may be repeated on a fresh connection.
      expect(sent).toBeLessThanOrEqual((limits.requestsPerMinute ?? Infinity) * (1 + STALE));
    }
  },

  'no attempt goes to a target that is switched off or not configured': ({ world, scenario }) => {
    for (const { target, standing } of world.calls) {
      expect(scenario.unusable).not.toHaveProperty([target]);
      expect(['config', 'admin']).not.toContain(standing.obstacle?.condition);
    }
  },

  'the level of a circuit does not fall while it is out': ({ healthAtCalls }) => {
    for (const [n, later] of healthAtCalls.entries()) {
      for (const [t, { endpoint, model }] of later.entries()) {
        const before = healthAtCalls[n - 1]?.[t];
        if (before === undefined) continue;
        if (endpoint.state !== 'healthy')
          expect(endpoint.level).toBeGreaterThanOrEqual(before.endpoint.level);
        if (model.state !== 'healthy') expect(model.level).toBeGreaterThanOrEqual(before.model.level);
      }
    }
  },

  'a provider whose reply nobody waits for any more is told': ({ world, exchanges }) => {
    for (const { caller, question, askedAtMs, reports } of exchanges) {
      if (!caller.gone || reports[0]!.attempts.at(-1)?.result !== 'cancelled') continue;
      const leftAtMs = askedAtMs + question.leavesAtMs!;
      expect(world.calls.map((call) => call.abortedAtMs)).toContain(leftAtMs);
    }
  },
};

function endingOf(stream: string): 'done' | 'error' | 'neither' {
  const last = stream.split('\n\n').at(-2) ?? '';
  const mentions = stream.split(DONE).length - 1;
  if (stream.endsWith(DONE) && mentions === 1 && !stream.includes('data: {"error"')) return 'done';
  return last.startsWith('data: {"error"') && mentions === 0 ? 'error' : 'neither';
}

/** What must come up for the promises to mean anything. */
const SEEN: Readonly<Record<string, (played: Played) => boolean>> = {
  'a whole answer': ({ world }) => world.reports.some(({ outcome }) => outcome === 'ok'),
  'a broken stream': ({ world }) => world.reports.some(({ outcome }) => outcome === 'partial'),
  'a caller that leaves between or during attempts': ({ exchanges }) =>
    exchanges.some(({ caller }) => caller.gone),
  'a caller that leaves after content': ({ exchanges }) =>
    exchanges.some(({ caller }) => caller.gone && caller.starts.length > 0),
  'an answer after failover': ({ world }) =>
    world.reports.some(({ outcome, attempts }) => outcome === 'ok' && attempts.length > 1),
  'an answer of a hedge': ({ world }) => world.reports.some(({ hedge }) => hedge?.won),
  'an answer in spite of a hedge': ({ world }) =>
    world.reports.some(({ hedge, outcome }) => hedge?.won === false && outcome === 'ok'),
  'four attempts': ({ world }) => world.reports.some(({ attempts }) => attempts.length > 3),
  'nobody to try': ({ world }) => world.reports.some(({ outcome }) => outcome === 'gateway_no_target'),
  'a budget without room': ({ world }) => world.reports.some(({ outcome }) => outcome === 'budget_exceeded'),
  'an answer after a wait in the queue': ({ world }) =>
    world.reports.some(({ outcome, queuedMs = 0 }) => outcome === 'ok' && queuedMs > 0),
  'a wait in the queue that was too long': ({ world, scenario: { limits } }) =>
    world.reports.some(
      ({ outcome, queuedMs }) => outcome !== 'ok' && queuedMs === limits.queue?.waitMs && queuedMs,
    ),
  'a target abroad that is called all the same': ({ world, scenario }) =>
    world.calls.some(({ target }) => scenario.abroad.includes(target)),
  'a target that was sent all it may be sent in a minute': ({ world }) =>
    world.decided.some(({ steps }) =>
      steps.some(({ record }) => record.candidates.some(({ excluded }) => excluded?.startsWith('rpm:'))),
    ),
  'a bound target that is out': ({ world }) =>
    world.decided.some(({ steps }) =>
      steps.some(({ record }) => record.reason === 'bound_target_unavailable'),
    ),
  'a deadline': ({ world }) => world.reports.some(({ outcome }) => outcome === 'timeout_total'),
  panic: ({ world }) => world.reports.some((report) => report.panic),
  'an ejection': ({ healthAtCalls }) => healthAtCalls.flat().some(({ circuit }) => circuit === 'ejected'),
  'a second ejection': ({ healthAtCalls }) => healthAtCalls.flat().some(({ model }) => model.level > 1),
  'a return': ({ healthAtCalls }) => healthAtCalls.flat().some(({ circuit }) => circuit === 'recovering'),
  'several at a time': ({ world }) =>
    world.calls.some((call, n) => world.calls.slice(0, n).some((other) => call.atMs - other.atMs < 100)),
};

it('the random runs meet all that they are about', async () => {
  const unseen = new Set(Object.keys(SEEN));
  for (const scenario of fc.sample(scenarios, { numRuns: 300, seed: 7 })) {
    const played = await play(scenario);
    for (const name of unseen) if (SEEN[name]!(played)) unseen.delete(name);
  }
  expect([...unseen]).toEqual([]);
}, 60_000);

describe('whatever providers and callers do', () => {
  it.each(Object.entries(PROMISES))(
    '%s',
    async (_, holds) => {
      const property = fc.asyncProperty(scenarios, async (scenario) => holds(await play(scenario)));
      await fc.assert(property, { numRuns: 100 });
    },
    60_000,
  );
});
