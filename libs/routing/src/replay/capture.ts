import type { Candidate, TargetId } from '@fairlead/plugin-sdk';
import type { PoolPlan, RoutePlan } from '@fairlead/policy';
import type { LoadView, MinuteView } from '../load/load-view.js';
import type { AttemptHistory } from '../router/decision.js';
import type { SurveyGround } from '../router/survey.js';
import type { TargetInfo } from '../router/target-info.js';
import type {
  CapturedHistory,
  CapturedPool,
  CapturedMinute,
  CapturedState,
  CapturedTarget,
  CapturedTier,
} from './captured-state.js';

type Draft<T> = { -readonly [Key in keyof T]: T[Key] };

/** Stands between a decision and what it looks at, and writes down what it saw. */
export class Capture {
  readonly ground: SurveyGround;
  readonly history: AttemptHistory;
  readonly #targets = new Map<TargetId, Draft<CapturedTarget>>();
  readonly #pools = new Map<string, Draft<CapturedPool> & { candidates: Record<TargetId, Candidate> }>();
  readonly #tiers: Record<string, CapturedTier> = {};
  #expectedOutputTokens: number | undefined;
  #seat: TargetId | undefined;
  readonly #met: CapturedHistory;
  readonly #nowMs: number;

  constructor(ground: SurveyGround, { tiers }: RoutePlan, history: AttemptHistory, nowMs: number) {
    this.#nowMs = nowMs;
    this.#met = plainHistory(history);
    this.ground = { targets: ground.targets, health: this.#health(ground), load: this.#load(ground) };
    this.history = this.#watched(history);
    for (const { pool } of tiers) {
      for (const { id } of pool.targets) {
        const info = ground.targets.get(id);
        if (info !== undefined) this.#targets.set(id, { info: withoutPrice(info) });
      }
    }
  }

  /** What the pool's strategy knows before it picks for the first time. */
  knows(pool: PoolPlan, state: unknown): void {
    const captured = this.#pool(pool);
    if (captured.strategy !== undefined) return;
    captured.strategy = pool.strategy.type;
    // A copy: the strategy goes on writing in its own.
    if (state !== undefined) captured.state = structuredClone(state);
  }

  drew(pool: PoolPlan, draws: readonly number[] | undefined): void {
    const captured = this.#pool(pool);
    if (draws !== undefined) captured.draws = [...(captured.draws ?? []), ...draws];
  }

  /** @param wallMs the calendar time, where somebody asked for it */
  state(wallMs: number | undefined): CapturedState {
    return {
      nowMs: this.#nowMs,
      ...(wallMs !== undefined && { wallMs }),
      history: this.#met,
      targets: Object.fromEntries(this.#targets),
      ...(Object.keys(this.#tiers).length > 0 && { tiers: this.#tiers }),
      ...(this.#expectedOutputTokens !== undefined && { expectedOutputTokens: this.#expectedOutputTokens }),
      ...(this.#seat !== undefined && { seat: this.#seat }),
      pools: Object.fromEntries(this.#pools),
    };
  }

  #health({ health }: SurveyGround): SurveyGround['health'] {
    return {
      standing: (id) => {
        const standing = health.standing(id);
        this.#note(id, { standing });
        return standing;
      },
    };
  }

  #load({ load }: SurveyGround): LoadView {
    return {
      target: (id) => {
        const view = load.target(id);
        const adaptiveLimit = view.limit('auto');
        this.#note(id, {
          inflight: view.inflight,
          ...(adaptiveLimit !== undefined && { adaptiveLimit }),
        });
        const minute = watchedMinute(view.minute, (seen) => {
          this.#note(id, { minute: { ...this.#targets.get(id)?.minute, ...seen } });
        });
        return { inflight: view.inflight, limit: (limit) => view.limit(limit), minute };
      },
      tier: (route, tier) => {
        const view = load.tier(route, tier);
        this.#tiers[tier] = { inflight: view.inflight };
        const minute = watchedMinute(view.minute, (seen) => {
          const known = this.#tiers[tier]!;
          this.#tiers[tier] = { ...known, minute: { ...known.minute, ...seen } };
        });
        return { inflight: view.inflight, minute };
      },
      expectedOutputTokens: (route, facts) =>
        (this.#expectedOutputTokens = load.expectedOutputTokens(route, facts)),
      seat: (route, key, ttlMs) => (this.#seat = load.seat(route, key, ttlMs)),
      read: (question, forgetAfterMs) => {
        const reading = load.read(question, forgetAfterMs);
        return {
          candidate: (target, weight, price) => {
            const candidate = reading.candidate(target, weight, price);
            this.#pool(question.pool).candidates[target.id] = candidate;
            return candidate;
          },
        };
      },
    };
  }

  #watched(history: AttemptHistory): AttemptHistory {
    if (history.unfit === undefined) return history;
    const unfit = (info: TargetInfo): string | undefined => {
      const reason = history.unfit?.(info);
      if (reason !== undefined) this.#note(info.id, { unfit: reason });
      return reason;
    };
    return { ...history, unfit };
  }

  #note(id: TargetId, seen: Partial<CapturedTarget>): void {
    const target = this.#targets.get(id);
    if (target !== undefined) Object.assign(target, seen);
  }

  #pool({ id }: Pick<PoolPlan, 'id'>): Draft<CapturedPool> & { candidates: Record<TargetId, Candidate> } {
    let pool = this.#pools.get(id);
    if (pool === undefined) this.#pools.set(id, (pool = { candidates: {} }));
    return pool;
  }
}

function watchedMinute(minute: MinuteView, note: (seen: CapturedMinute) => void): MinuteView {
  return {
    requests(nowMs) {
      const requests = minute.requests(nowMs);
      note({ requests });
      return requests;
    },
    tokens(nowMs) {
      const tokens = minute.tokens(nowMs);
      note({ tokens });
      return tokens;
    },
    fallsToMs: (left, of, nowMs) => minute.fallsToMs(left, of, nowMs),
  };
}

function withoutPrice({ price: _, ...info }: TargetInfo): CapturedTarget['info'] {
  return info;
}

function plainHistory(history: AttemptHistory): CapturedHistory {
  const { tier, afterTier, minContextTokens, noPanic, barredCredentials, constraints, affinityKey } = history;
  return {
    tried: [...history.tried],
    failedEndpoints: [...history.failedEndpoints],
    failedCredentials: [...history.failedCredentials],
    ...(barredCredentials && { barredCredentials: [...barredCredentials] }),
    ...(tier !== undefined && { tier }),
    ...(afterTier !== undefined && { afterTier }),
    ...(minContextTokens !== undefined && { minContextTokens }),
    ...(noPanic !== undefined && { noPanic }),
    ...(constraints?.length && { constraints: constraints.map(({ name }) => name) }),
    ...(affinityKey !== undefined && { affinityKey }),
  };
}
