import type { Clock, RequestFacts, TargetId } from '@fairlead/plugin-sdk';
import { AffinityMemory } from '../affinity/affinity-memory.js';
import { AttemptLoad } from './attempt-load.js';
import type { LoadQuestion } from './load-question.js';
import type { LoadView } from './load-view.js';
import { PoolReading } from './pool-reading.js';
import { RouteLoad } from './route-load.js';
import { SizeFactors } from './size-factors.js';
import { TargetLoad } from './target-load.js';
import { TierLoad } from './tier-load.js';

const MIN_FIRST_TOKEN_TIMEOUT_MS = 10_000;
const MAX_FIRST_TOKEN_TIMEOUT_MS = 120_000;
const UNKNOWN_FIRST_TOKEN_TIMEOUT_MS = 60_000;
const TIMEOUT_P95S = 6;
const DEFAULT_FORGET_AFTER_MS = 300_000;

/**
 * All measurements of a gateway, by the names of targets, routes and pools: one book outlives every policy, so that
 * a reload keeps what was learned.
 */
export class LoadBook implements LoadView {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #targets = new Map<TargetId, TargetLoad>();
  readonly #tiers = new Map<string, TierLoad>();
  readonly #seats = new AffinityMemory();
  readonly #routes = new Map<string, RouteLoad>();
  readonly #sizes = new Map<string, SizeFactors>();

  constructor(options: { readonly clock: Pick<Clock, 'now'> }) {
    this.#clock = options.clock;
  }

  target(id: TargetId): TargetLoad {
    return this.#targets.get(id) ?? keep(this.#targets, id, new TargetLoad());
  }

  tier(route: string, tier: string): TierLoad {
    const key = `${route}/${tier}`;
    return this.#tiers.get(key) ?? keep(this.#tiers, key, new TierLoad());
  }

  seat(route: string, key: string, ttlMs: number): TargetId | undefined {
    return this.#seats.find(`${route} ${key}`, this.#clock.now(), ttlMs);
  }

  /** This target answers a request with this key: it has the youngest copy of the prompt. */
  takeSeat(route: string, key: string, target: TargetId): void {
    this.#seats.remember(`${route} ${key}`, target, this.#clock.now());
  }

  /** No policy names it any more. */
  forget(id: TargetId): void {
    this.#targets.delete(id);
  }

  /** The pool as it stands now. `forgetAfterMs`: half-trust horizon of unused estimates. */
  read(question: LoadQuestion, forgetAfterMs = DEFAULT_FORGET_AFTER_MS): PoolReading {
    const routeLoad = this.#route(question.route);
    return new PoolReading({
      question,
      routeLoad,
      loads: question.pool.targets.map(({ id }) => this.target(id)),
      loadOf: (id) => this.target(id),
      sizes: this.#sizeFactors(question.pool.id),
      nowMs: this.#clock.now(),
      forgetAfterMs,
    });
  }

  /** An attempt goes out to `target` in this tier; the result must be told its end, once. */
  begin(question: LoadQuestion, target: TargetId, tier: string): AttemptLoad {
    const routeLoad = this.#route(question.route);
    return new AttemptLoad({
      target,
      targetLoad: this.target(target),
      tierLoad: this.tier(question.route, tier),
      routeLoad,
      sizes: this.#sizeFactors(question.pool.id),
      bucket: routeLoad.sizeBucket(question.facts, target),
      promptTokens: question.facts.promptTokens,
      maxOutputTokens: question.facts.maxOutputTokens,
      expectedOutputTokens: routeLoad.expectedOutputTokens(question.facts),
      nowMs: this.#clock.now(),
    });
  }

  expectedOutputTokens(route: string, facts: RequestFacts): number {
    return this.#route(route).expectedOutputTokens(facts);
  }

  /** By when this part of the target's answers at this size has had its first token, ms; undefined below 20 of them. */
  firstTokenQuantileMs(
    { route, pool, facts }: LoadQuestion,
    target: TargetId,
    quantile: number,
  ): number | undefined {
    const indexMs = this.target(target).recentFirstTokens.quantileMs(quantile, this.#clock.now());
    if (indexMs === undefined) return undefined;
    return indexMs * this.#sizeFactors(pool.id).factor(this.#route(route).sizeBucket(facts, target));
  }

  /** `first_token: auto`: six times the usual bad case of this target at this size; a minute until it is known. */
  firstTokenTimeoutMs(question: LoadQuestion, target: TargetId): number {
    const p95Ms = this.firstTokenQuantileMs(question, target, 0.95);
    if (p95Ms === undefined) return UNKNOWN_FIRST_TOKEN_TIMEOUT_MS;
    const timeoutMs = TIMEOUT_P95S * p95Ms;
    return Math.min(MAX_FIRST_TOKEN_TIMEOUT_MS, Math.max(MIN_FIRST_TOKEN_TIMEOUT_MS, timeoutMs));
  }

  #route(name: string): RouteLoad {
    return this.#routes.get(name) ?? keep(this.#routes, name, new RouteLoad());
  }

  #sizeFactors(pool: string): SizeFactors {
    return this.#sizes.get(pool) ?? keep(this.#sizes, pool, new SizeFactors());
  }
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value): Value {
  map.set(key, value);
  return value;
}
