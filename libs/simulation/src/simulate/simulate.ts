import { seededRng, type TargetId } from '@fairlead/plugin-sdk';
import type { ExchangeReport } from '@fairlead/engine';
import type { Asked } from '../stage/asked.js';
import type { Stage } from '../stage/stage.js';
import type { Baseline } from './baseline.js';
import { Fleet } from './fleet.js';
import type { SimulationReport } from './report.js';
import type { WorldSyntax } from './syntax/world-file.js';
import { Tally } from './tally/tally.js';
import { Timeline } from './tally/timeline.js';
import { TargetActor } from './target-actor.js';
import type { Traffic } from './traffic/traffic.js';
import { priced } from './priced.js';

export interface Simulation {
  readonly stage: Stage;
  readonly traffic: Traffic;
  /** Absent: every target as usual. */
  readonly world?: WorldSyntax;
  /** Every draw comes from here. */
  readonly seed: number;
  readonly baseline?: Baseline;
  /** Gateways that share the traffic and nothing else; default 1. */
  readonly replicas?: number;
  /** Told of every request when it is over. */
  readonly onEnd?: (report: ExchangeReport, asked: Asked) => void;
}

const DEFAULT_START = new Date('2026-01-01T00:00:00Z');

/** Plays traffic through a policy: days in seconds, and the same figures every time. */
export async function simulate(simulation: Simulation): Promise<SimulationReport> {
  const { traffic, world = {}, seed, replicas = 1 } = simulation;
  const stage = priced(simulation.stage, world);
  const ids = [...stage.targets.keys()];
  const actors = castActors(ids, world, seed);
  const tally = new Tally(ids, simulation.baseline);
  const timeline = new Timeline(traffic.forMs, ids);
  const fleet = new Fleet(replicas, {
    stage,
    seed,
    start: traffic.start,
    script: {
      meet: (arrival) => actors.get(arrival.target)!.meet(arrival),
      headers: (target, nowMs) => actors.get(target)!.headers(nowMs),
      onEnd: (report, asked) => {
        tally.add(report, asked);
        timeline.add(report, fleet.clock.now());
        simulation.onEnd?.(report, asked);
      },
    },
  });
  watch(fleet, timeline);
  send(fleet, traffic);
  await fleet.play(traffic.forMs);
  return reportOf({ simulation, fleet, tally, timeline, ids });
}

function castActors(
  ids: readonly TargetId[],
  { defaults, targets }: WorldSyntax,
  seed: number,
): Map<TargetId, TargetActor> {
  const chance = seededRng(seed).fork('targets');
  return new Map(
    ids.map((id) => [id, new TargetActor({ ...defaults, ...targets?.get(id)?.value }, chance.fork(id))]),
  );
}

/** One request at a time waits for its moment: a day of them would not fit. */
function send(fleet: Fleet, traffic: Traffic): void {
  const coming = traffic.requests()[Symbol.iterator]();
  const next = (): void => {
    const { value, done } = coming.next();
    if (done === true) return;
    fleet.clock.after(value.atMs - fleet.clock.now(), () => {
      fleet.ask(value.request);
      next();
    });
  };
  next();
}

interface Played {
  readonly simulation: Simulation;
  readonly fleet: Fleet;
  readonly tally: Tally;
  readonly timeline: Timeline;
  readonly ids: readonly TargetId[];
}

function reportOf({ simulation, fleet, tally, timeline, ids }: Played): SimulationReport {
  const { stage, traffic, seed, replicas = 1 } = simulation;
  const { requests, succeeded, spendNanoUsd, times } = tally.all;
  const timelineMoments = timeline.moments();
  const baseline = tally.baselineReport();
  return {
    policy: stage.plan.version,
    seed,
    replicas,
    start: (traffic.start ?? DEFAULT_START).toISOString(),
    durationMs: traffic.forMs,
    requests,
    succeeded,
    successRate: requests === 0 ? 1 : succeeded / requests,
    attempts: tally.attempts,
    probes: fleet.probes,
    failures: tally.failures,
    ...times,
    routes: tally.routes(),
    targets: ids.map((id, place) => ({
      ...tally.target(id),
      ejections: fleet.ejections(id),
      ejectedMs: Math.round(
        timelineMoments.reduce((sum, { ejected }) => sum + ejected[place]! * timeline.stepMs, 0),
      ),
    })),
    stepMs: timeline.stepMs,
    timeline: timelineMoments,
    spendNanoUsd,
    unpriced: tally.unpriced,
    ...(baseline && { baseline }),
  };
}

function watch(fleet: Fleet, timeline: Timeline): void {
  const { clock } = fleet;
  const look = (): void => {
    timeline.look(fleet, clock.now());
    clock.after(timeline.lookMs, look);
  };
  clock.after(timeline.lookMs, look);
}
