import type { Standing } from '@fairlead/health';
import type { Candidate, TargetId } from '@fairlead/plugin-sdk';
import type { TargetPlan, TierPlan } from '@fairlead/policy';
import type { LoadView, PoolView, TargetLoadView } from '../load/load-view.js';
import { barrier, type BarrierQuestion } from './barrier.js';
import { noRoom, noRoomAt, type NoRoom } from './limits.js';
import type { TargetInfo } from './target-info.js';
import { Utilisation } from './utilisation.js';
import { Waits } from './waits.js';

/** What a survey looks at. */
export interface SurveyGround {
  readonly targets: ReadonlyMap<TargetId, TargetInfo>;
  readonly health: { standing(id: TargetId): Standing };
  readonly load: LoadView;
}

export interface SurveyQuestion extends BarrierQuestion {
  readonly tier: TierPlan;
  readonly nowMs: number;
  /** The route's only target: its open circuit has nowhere to send the request instead. */
  readonly single: boolean;
  /** Of the pool's strategy. */
  readonly forgetAfterMs: number | undefined;
}

export interface Found {
  readonly target: TargetPlan;
  /** In its tier. */
  readonly place: number;
  readonly info: TargetInfo;
  readonly load: TargetLoadView;
  readonly standing: Standing;
}

/** One tier's targets, sorted into those that may take the request now and those that may not, with the reason. */
export class Survey {
  readonly tier: TierPlan;
  readonly found: Found[] = [];
  readonly candidates: Candidate[] = [];
  readonly waits = new Waits();
  /** By the places of the tier's targets; one list for all of them, and none while nobody is out. */
  #reasons: (string | undefined)[] | undefined;
  #spare: Found[] | undefined;
  readonly #utilisation = new Utilisation();
  readonly #ground: SurveyGround;
  readonly #question: SurveyQuestion;
  readonly #tierFull: NoRoom | undefined;
  #reading: PoolView | undefined;
  #tokens: number | undefined;

  constructor(ground: SurveyGround, question: SurveyQuestion) {
    this.#ground = ground;
    this.#question = question;
    this.tier = question.tier;
    this.#tierFull = this.#noRoomInTier();
    const { targets } = question.tier.pool;
    for (let place = 0; place < targets.length; place++) this.#sort(targets[place]!, place);
    this.#useSpare();
    this.#preferFreshDomains();
    for (const found of this.found) this.candidates.push(this.candidate(found));
  }

  /** How full the tier is (`58/64`), when that is too full while there is another. */
  get spill(): string | undefined {
    const { spillAt } = this.tier;
    return spillAt === undefined ? undefined : this.#utilisation.reaches(spillAt);
  }

  /** Why the target at this place of the tier is not among the candidates; undefined: it is. */
  reasonAt(place: number): string | undefined {
    return this.#reasons?.[place];
  }

  /** As the strategies see it. A weight of 0 counts as 1 where only such targets are left. */
  candidate({ target, info, standing }: Found): Candidate {
    const weight = target.weight * standing.weightFactor;
    this.#reading ??= this.#read();
    return this.#reading.candidate(target, weight > 0 ? weight : 1, info.price);
  }

  /** Kept out by their circuit alone: what panic may try. */
  broken(): Found[] {
    const { tier } = this.#question;
    const { targets, health, load } = this.#ground;
    if (this.#tierFull !== undefined) return [];
    return tier.pool.targets.flatMap((target, place) => {
      const info = targets.get(target.id);
      if (info === undefined || barrier(target, info, this.#question) !== undefined) return [];
      const standing = health.standing(target.id);
      if (standing.obstacle === undefined || !standing.onlyCircuit) return [];
      const found = { target, place, info, standing, load: load.target(target.id) };
      return this.#noRoomAt(target, found.load) === undefined ? [found] : [];
    });
  }

  #read(): PoolView {
    const { route, tier, facts, forgetAfterMs } = this.#question;
    return this.#ground.load.read({ route: route.name, pool: tier.pool, facts }, forgetAfterMs);
  }

  #sort(target: TargetPlan, place: number): void {
    const { history } = this.#question;
    const info = this.#ground.targets.get(target.id);
    if (info === undefined) return this.#exclude(place, 'unconfigured:provider');
    const barred = barrier(target, info, this.#question);
    if (barred !== undefined) return this.#exclude(place, barred);
    const standing = this.#ground.health.standing(target.id);
    const load = this.#ground.load.target(target.id);
    const hindrance = this.#hindrance(target, standing, load);
    if (history.tried.has(target.id)) {
      if (hindrance === undefined) this.waits.add(false, undefined);
      return this.#exclude(place, 'tried');
    }
    if (hindrance !== undefined) return this.#exclude(place, hindrance);
    const found = { target, place, info, standing, load };
    if (target.weight * standing.weightFactor === 0) (this.#spare ??= []).push(found);
    else this.found.push(found);
  }

  /** Why health or load keep it out for now. */
  #hindrance(target: TargetPlan, standing: Standing, load: TargetLoadView): string | undefined {
    const { obstacle } = standing;
    if (obstacle !== undefined && !this.#waived(standing)) {
      this.waits.add(obstacle.condition === 'quota', obstacle.untilMs);
      return obstacle.reason;
    }
    this.#utilisation.add(load.inflight, load.limit(target.concurrency));
    const full = this.#noRoomAt(target, load) ?? this.#tierFull;
    if (full === undefined) return undefined;
    this.waits.add(false, full.untilMs);
    return full.reason;
  }

  #noRoomAt(target: TargetPlan, load: TargetLoadView): NoRoom | undefined {
    return noRoomAt(target, load, () => this.#expectedTokens(), this.#question.nowMs);
  }

  #noRoomInTier(): NoRoom | undefined {
    const { route, tier, nowMs } = this.#question;
    if (tier.limits === undefined) return undefined;
    const traffic = this.#ground.load.tier(route.name, tier.name);
    const full = noRoom(traffic, tier.limits, () => this.#expectedTokens(), nowMs);
    return full && { ...full, reason: `${full.reason} (tier)` };
  }

  /** Prompt, and the answer as far as the caller allows or else as long as the route's usually are. */
  #expectedTokens(): number {
    const { route, facts } = this.#question;
    this.#tokens ??=
      facts.promptTokens +
      (facts.maxOutputTokens ?? this.#ground.load.expectedOutputTokens(route.name, facts));
    return this.#tokens;
  }

  #waived(standing: Standing): boolean {
    return standing.onlyCircuit && this.#question.single && !this.#question.tier.pool.health.enforceSingle;
  }

  #useSpare(): void {
    if (this.#spare === undefined) return;
    if (this.found.length === 0) this.found.push(...this.#spare);
    else for (const { place } of this.#spare) this.#exclude(place, 'weight:0');
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
      this.#exclude(found.place, 'domain:failed');
    }
  }

  #exclude(place: number, reason: string): void {
    this.#reasons ??= new Array<string | undefined>(this.tier.pool.targets.length).fill(undefined);
    this.#reasons[place] = reason;
  }
}
