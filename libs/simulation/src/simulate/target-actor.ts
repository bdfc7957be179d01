import type { ReplyHeaders, Rng } from '@fairlead/plugin-sdk';
import type { Arrival, Encounter, Failing } from '../stage/encounter.js';
import { writtenTokens } from '../stage/rehearsed-request.js';
import { RateLimit } from './rate-limit.js';
import { drawing } from './spread.js';
import type { TargetWorldSyntax } from './syntax/world-file.js';

const USUAL = {
  firstTokenMs: { median: 600, p95: 900 },
  perTokenMs: { median: 12, p95: 12 },
  failureRate: 0,
  failure: 'server_error',
} as const;
/** How long it takes a provider to say no. */
const REFUSAL_MS = 100;

/** A target that behaves as the world's file says. */
export class TargetActor {
  readonly #words: TargetWorldSyntax & Required<Pick<TargetWorldSyntax, keyof typeof USUAL>>;
  readonly #firstToken: (chance: Pick<Rng, 'float'>) => number;
  readonly #perToken: (chance: Pick<Rng, 'float'>) => number;
  readonly #limit: RateLimit | undefined;

  constructor(
    words: TargetWorldSyntax,
    /** Its own: what one target does must not change what another one does. */
    private readonly chance: Rng,
  ) {
    this.#words = { ...USUAL, ...words };
    this.#firstToken = drawing(this.#words.firstTokenMs);
    this.#perToken = drawing(this.#words.perTokenMs);
    const { requestsPerMinute: requests, tokensPerMinute: tokens } = words;
    if (requests !== undefined || tokens !== undefined) this.#limit = new RateLimit({ requests, tokens });
  }

  meet({ request, nowMs, inflight, attempt }: Arrival): Encounter {
    const isProbe = attempt === undefined;
    const waitMs = isProbe
      ? undefined
      : this.#limit?.take(nowMs, request.promptTokens + writtenTokens(request));
    if (waitMs !== undefined) return { fault: 'rate_limited', failAfterMs: REFUSAL_MS, retryAfterMs: waitMs };
    const { knee = Infinity, windows = [] } = this.#words;
    let slowness = Math.max(1, inflight / knee);
    for (const { fromMs, forMs, outcome, rate = 1, slower = 1 } of windows) {
      if (nowMs < fromMs || nowMs >= fromMs + forMs) continue;
      slowness *= slower;
      if (outcome !== undefined && outcome !== 'ok' && this.#happens(rate)) return failing(outcome);
    }
    const { failureRate, failure } = this.#words;
    if (failure !== 'ok' && this.#happens(failureRate)) return failing(failure);
    return {
      firstTokenMs: this.#firstToken(this.chance) * slowness,
      perTokenMs: this.#perToken(this.chance) * slowness,
    };
  }

  headers(nowMs: number): ReplyHeaders | undefined {
    return this.#limit?.headers(nowMs);
  }

  #happens(rate: number): boolean {
    return rate > 0 && (rate >= 1 || this.chance.float() < rate);
  }
}

function failing(fault: Failing['fault']): Failing {
  return { fault, failAfterMs: REFUSAL_MS };
}
