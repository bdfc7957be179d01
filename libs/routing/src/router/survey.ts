import type { Standing } from '@fairlead/health';
import type { Candidate, RequestFacts, TargetId } from '@fairlead/plugin-sdk';
import type { RoutePlan, TargetPlan, TierPlan } from '@fairlead/policy';
import type { LoadBook } from '../load/load-book.js';
import type { PoolReading } from '../load/pool-reading.js';
import type { TargetLoad } from '../load/target-load.js';
import { barrier } from './barrier.js';
import type { AttemptHistory } from './decision.js';
import type { TargetInfo } from './target-info.js';

/** What a survey looks at. */
interface SurveyGround {
  readonly targets: ReadonlyMap<TargetId, TargetInfo>;
  readonly health: { standing(id: TargetId): Standing };
  readonly load: LoadBook;
}

interface SurveyQuestion {
  readonly route: RoutePlan;
  readonly tier: TierPlan;
  readonly facts: RequestFacts;
  readonly history: AttemptHistory;
  /** The route's only target: its open circuit has nowhere to send the request instead. */
  readonly single: boolean;
  /** Of the pool's strategy. */
  readonly forgetAfterMs: number | undefined;
}

export interface Found {
  readonly target: TargetPlan;
  readonly info: TargetInfo;
  readonly load: TargetLoad;
  readonly standing: Standing;
}

/** One tier's targets, sorted into those that may take the request now and those that may not, with the reason. */
export class Survey {
  readonly tier: TierPlan;
  readonly found: Found[] = [];
  readonly candidates: Candidate[] = [];
  readonly excluded: { readonly id: TargetId; readonly reason: string }[] = [];
  /** Kept out by their circuit alone: what panic may try. */
  readonly broken: Found[] = [];
  /** Conditions that pass: when, and whether it is quota that stands in the way. */
  readonly waits: { readonly quota: boolean; readonly untilMs?: number }[] = [];
  readonly #spare: Found[] = [];
  readonly #ground: SurveyGround;
  readonly #question: SurveyQuestion;
  readonly #reading: PoolReading;

  constructor(ground: SurveyGround, question: SurveyQuestion) {
    this.#ground = ground;
    this.#question = question;
    this.tier = question.tier;
    const { route, facts, forgetAfterMs } = question;
    const { pool } = question.tier;
    this.#reading = ground.load.read({ route: route.name, pool, facts }, forgetAfterMs);
    for (const target of pool.targets) this.#sort(target);
    this.#useSpare();
    this.#preferFreshDomains();
    for (const found of this.found) this.candidates.push(this.candidate(found));
  }

  /** As the strategies see it. A weight of 0 counts as 1 where only such targets are left. */
  candidate({ target, info, load, standing }: Found): Candidate {
    const weight = target.weight * standing.weightFactor;
    return this.#reading.candidate(target, load, weight > 0 ? weight : 1, info.price);
  }

  #sort(target: TargetPlan): void {
    const { facts, history } = this.#question;
    const info = this.#ground.targets.get(target.id);
    if (info === undefined) return this.#exclude(target, 'unconfigured:provider');
    const barred = barrier(info, facts, history);
    if (barred !== undefined) return this.#exclude(target, barred);
    const standing = this.#ground.health.standing(target.id);
    const found = { target, info, standing, load: this.#ground.load.target(target.id) };
    const hindrance = this.#hindrance(found);
    if (history.tried.has(target.id)) {
      this.#exclude(target, 'tried');
      if (hindrance === undefined) this.waits.push({ quota: false });
    } else if (hindrance !== undefined) {
      this.#exclude(target, hindrance);
    } else if (target.weight * standing.weightFactor === 0) {
      this.#spare.push(found);
    } else {
      this.found.push(found);
    }
  }

  /** Why health or load keep it out for now. */
  #hindrance(found: Found): string | undefined {
    const { target, standing, load } = found;
    const { obstacle } = standing;
    if (obstacle !== undefined && !this.#waived(standing)) {
      if (obstacle.condition === 'circuit' && standing.onlyCircuit) this.broken.push(found);
      const { untilMs } = obstacle;
      this.waits.push({ quota: obstacle.condition === 'quota', ...(untilMs !== undefined && { untilMs }) });
      return obstacle.reason;
    }
    const limit = load.limit(target.concurrency);
    if (limit === undefined || load.inflight < limit) return undefined;
    this.waits.push({ quota: false, untilMs: -Infinity });
    return `concurrency:${load.inflight}/${limit}`;
  }

  #waived(standing: Standing): boolean {
    return standing.onlyCircuit && this.#question.single && !this.#question.tier.pool.health.enforceSingle;
  }

  #useSpare(): void {
    if (this.found.length === 0) this.found.push(...this.#spare);
    else for (const { target } of this.#spare) this.#exclude(target, 'weight:0');
  }

  #preferFreshDomains(): void {
    const { failedEndpoints, failedCredentials } = this.#question.history;
    if (failedEndpoints.size + failedCredentials.size === 0) return;
    const failed = ({ info: { scopes } }: Found): boolean =>
      failedEndpoints.has(scopes.endpoint) || failedCredentials.has(scopes.credential);
    const stale = this.found.filter(failed);
    if (stale.length === this.found.length) return;
    for (const found of stale) {
      this.found.splice(this.found.indexOf(found), 1);
      this.#exclude(found.target, 'domain:failed');
    }
  }

  #exclude({ id }: TargetPlan, reason: string): void {
    this.excluded.push({ id, reason });
  }
}
