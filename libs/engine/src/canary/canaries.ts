import { hash32, type Clock, type TargetId } from '@fairlead/plugin-sdk';
import type { CanaryPlan, RequestKey, RoutePlan, TierPlan } from '@fairlead/policy';
import type { ExchangeReport } from '../report.js';
import { sideOutcome } from './side-outcome.js';
import { TrialRun, type CanaryStanding } from './trial-run.js';

/** Shares are cut in steps of 0.01%. */
const BUCKETS = 10_000;

/** The side of its route's canaries that a request is on. */
export interface Side {
  /** Undefined: the baseline. */
  readonly canary: CanaryPlan | undefined;
  /** How it went. */
  ended(report: ExchangeReport): void;
}

/** What a request's side depends on. */
export interface SideQuestion {
  readonly route: RoutePlan;
  readonly keyOf: (key: RequestKey) => string;
  /** Kept out by its circuit or by what is wrong with its configuration. */
  readonly outOfOrder: (target: TargetId) => boolean;
}

/** All canaries of an engine, by route and name: a reload keeps what was compared and what was aborted. */
export class Canaries {
  readonly #runs = new Map<string, TrialRun>();

  constructor(
    private readonly clock: Clock,
    private readonly onAbort: (standing: CanaryStanding) => void,
  ) {}

  /** The first canary whose share takes the request. */
  sideOf(question: SideQuestion): Side {
    const { route } = question;
    const canary = route.canaries.find((each) => this.#takes(question, each));
    const ownOut = (of: CanaryPlan, side: 'canary' | 'baseline'): boolean =>
      ownTargets(route, of)[side].some((id) => question.outOfOrder(id));
    // As it is now, not as this request leaves it.
    const judged = canary === undefined ? route.canaries : [canary];
    const side = canary === undefined ? 'baseline' : 'canary';
    const out = judged.map((each) => ownOut(each, side));
    const ended = (report: ExchangeReport): void =>
      judged.forEach((each, index) => this.#record(route, each, side, sideOutcome(report, out[index]!)));
    return { canary, ended };
  }

  standings(): CanaryStanding[] {
    return [...this.#runs.values()].map((run) => run.standing(this.clock.now()));
  }

  /** Gives an aborted canary its share back, and forgets what was compared; false where there is none of that name. */
  reset(route: string, name: string): boolean {
    const run = this.#runs.get(identity(route, name));
    run?.reset();
    return run !== undefined;
  }

  #takes({ route, keyOf }: SideQuestion, { name, key, share }: CanaryPlan): boolean {
    if (this.#runs.get(identity(route.name, name))?.aborted !== undefined) return false;
    return hash32(`${keyOf(key)} ${name}`) % BUCKETS < Math.round(share * BUCKETS);
  }

  #record(
    route: RoutePlan,
    canary: CanaryPlan,
    side: 'canary' | 'baseline',
    outcome: ReturnType<typeof sideOutcome>,
  ): void {
    if (outcome === undefined || canary.abortIf === undefined) return;
    const id = identity(route.name, canary.name);
    let run = this.#runs.get(id);
    if (run === undefined) this.#runs.set(id, (run = new TrialRun(route.name, canary.name, canary.abortIf)));
    run.goBy(canary.abortIf);
    const nowMs = this.clock.now();
    if (run.add(side, outcome, nowMs)) this.onAbort(run.standing(nowMs));
  }
}

function identity(route: string, canary: string): string {
  return `${route} ${canary}`;
}

const known = new WeakMap<CanaryPlan, Readonly<Record<'canary' | 'baseline', readonly TargetId[]>>>();

/** The targets that only one of the sides has: what the canary is about. */
function ownTargets(route: RoutePlan, canary: CanaryPlan) {
  let own = known.get(canary);
  if (own === undefined) {
    const theirs = idsOf(canary.tiers);
    const ours = idsOf(route.tiers);
    own = { canary: without(theirs, ours), baseline: without(ours, theirs) };
    known.set(canary, own);
  }
  return own;
}

function idsOf(tiers: readonly TierPlan[]): ReadonlySet<TargetId> {
  return new Set(
    tiers.filter(({ onlyViaRule }) => !onlyViaRule).flatMap(({ pool }) => pool.targets.map(({ id }) => id)),
  );
}

function without(ids: ReadonlySet<TargetId>, others: ReadonlySet<TargetId>): TargetId[] {
  return [...ids].filter((id) => !others.has(id));
}
