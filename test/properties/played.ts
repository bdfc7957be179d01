import type { ExchangeReport } from '@fairlead/engine';
import type { TargetHealth } from '@fairlead/health';
import type { Caller } from '../engine/world/caller.js';
import { World } from '../engine/world/world.js';
import type { Scenario } from './scenario.js';

/** What became of one request. */
export interface Exchange {
  readonly question: Scenario['questions'][number];
  readonly askedAtMs: number;
  readonly caller: Caller;
  readonly reports: readonly ExchangeReport[];
}

export interface Played {
  readonly scenario: Scenario;
  readonly world: World;
  readonly exchanges: readonly Exchange[];
  /** The health of all targets whenever a call went out. */
  readonly healthAtCalls: readonly (readonly TargetHealth[])[];
  /** Spent and set aside whenever a call went out, nano-dollars. */
  readonly moneyAtCalls: readonly number[];
}

/** Longer than every exchange of a scenario can take. */
const PLAY_MS = 300_000;

/** Plays a scenario until nothing is under way. */
export async function play(scenario: Scenario): Promise<Played> {
  const healthAtCalls: (readonly TargetHealth[])[] = [];
  const moneyAtCalls: number[] = [];
  const world = new World({
    ...scenario,
    onCall: () => {
      healthAtCalls.push(world.health.report());
      const { budget } = scenario.limits;
      const money = budget && world.engine.spending.standing({ budget, scope: '' });
      if (money !== undefined) moneyAtCalls.push(money.spentNanoUsd + money.reservedNanoUsd);
    },
  });
  for (const [id, why] of Object.entries(scenario.unusable)) {
    if (why === 'drained') world.health.setAdmin(id, 'draining');
    else world.health.setUnconfigured(id, 'api_key');
  }
  const exchanges: Exchange[] = [];
  for (const question of scenario.questions) {
    world.clock.after(question.atMs, () => {
      const requestId = `request-${exchanges.length + 1}`;
      exchanges.push({
        question,
        askedAtMs: world.clock.now(),
        caller: world.ask(question),
        get reports() {
          return world.reports.filter((report) => report.requestId === requestId);
        },
      });
    });
  }
  await world.clock.advance(PLAY_MS);
  return { scenario, world, exchanges, healthAtCalls, moneyAtCalls };
}
