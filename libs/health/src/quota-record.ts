import type { QuotaDimension, QuotaReading, Rng } from '@fairlead/plugin-sdk';

/** Below this share of what is left, a target's weight shrinks, so that traffic sheds before the wall. */
const SHED_BELOW = 0.15;
const MIN_FACTOR = 0.05;
const MAX_BACKOFF_MS = 60_000;
const BACKOFF_DECAY_MS = 60_000;
/** A reading whose window is shorter than this is kept as if it were this long: one reply's distance. */
const MIN_WINDOW_MS = 1000;

interface Dimension {
  readonly name: QuotaDimension;
  readonly limit: number;
  remaining: number;
  resetAtMs: number;
  readonly readAtMs: number;
  /** Two windows after the reading it says nothing any more. */
  readonly staleAtMs: number;
  /** Since the reading or its reset, by requests of our own. */
  taken: number;
  /** Reservations up to this one are in `remaining` already. */
  knownTo: number;
}

/** What one credential may still ask of one model, as the provider's headers say, less what is under way. */
export class QuotaRecord {
  readonly #dimensions = new Map<QuotaDimension, Dimension>();
  #blockedUntilMs = -Infinity;
  #refusals = 0;
  #lastRefusalMs = -Infinity;
  /** How many were ever made: their number says which came before a reading, where the clock cannot. */
  #reservations = 0;

  constructor(private readonly rng: Rng) {}

  observe(readings: readonly QuotaReading[], nowMs: number): void {
    for (const { dimension, limit, remaining, resetInMs } of readings) {
      this.#dimensions.set(dimension, {
        name: dimension,
        limit,
        remaining,
        resetAtMs: nowMs + resetInMs,
        readAtMs: nowMs,
        staleAtMs: nowMs + 2 * Math.max(MIN_WINDOW_MS, resetInMs),
        taken: 0,
        knownTo: this.#reservations,
      });
    }
  }

  /**
   * A 429: by the provider's hint, else until the exhausted dimension is full again, else a growing pause.
   *
   * @param admittedAtMs when the refused request went out
   */
  refused(nowMs: number, retryAfterMs: number | undefined, admittedAtMs: number): void {
    this.#refresh(nowMs);
    const resets = [...this.#dimensions.values()]
      .filter((dimension) => left(dimension, nowMs) < 1)
      .map(({ resetAtMs }) => resetAtMs - nowMs);
    const hintMs = retryAfterMs ?? (resets.length > 0 ? Math.max(...resets) : undefined);
    // Everything that was under way meets the same wall: without a hint, only the first to tell makes the pause grow.
    const isNews = admittedAtMs > this.#lastRefusalMs;
    if (hintMs === undefined && !isNews) return;
    this.#blockedUntilMs = Math.max(this.#blockedUntilMs, nowMs + (hintMs ?? this.#backoffMs(nowMs)));
    if (!isNews) return;
    this.#refusals = this.#refusalsAt(nowMs) + 1;
    this.#lastRefusalMs = nowMs;
  }

  /**
   * Takes `tokens`, one request and one place off what is left, until the next reading says better.
   *
   * @returns the reservation, for `correct`
   */
  reserve(tokens: number, nowMs: number): number {
    this.#refresh(nowMs);
    for (const dimension of this.#dimensions.values()) dimension.taken += isCount(dimension) ? 1 : tokens;
    return ++this.#reservations;
  }

  /**
   * Gives the place back, and the tokens that were not used. A reading or a reset that came after the reservation
   * knows of the request already.
   */
  correct(reservation: number, unusedTokens: number): void {
    for (const dimension of this.#dimensions.values()) {
      if (reservation <= dimension.knownTo || dimension.name === 'requests') continue;
      dimension.taken -= isCount(dimension) ? 1 : unusedTokens;
    }
  }

  /** When it can be asked again; undefined: now. */
  blockedUntilMs(nowMs: number): number | undefined {
    this.#refresh(nowMs);
    let until = this.#blockedUntilMs;
    for (const dimension of this.#dimensions.values()) {
      const remaining = left(dimension, nowMs);
      if (isCount(dimension) ? remaining < 1 : remaining <= 0) until = Math.max(until, dimension.resetAtMs);
    }
    return until > nowMs ? until : undefined;
  }

  /** The weight's factor, in [0.05, 1]. */
  factor(nowMs: number): number {
    this.#refresh(nowMs);
    let headroom = 1;
    for (const dimension of this.#dimensions.values()) headroom = Math.min(headroom, share(dimension, nowMs));
    return Math.min(1, Math.max(MIN_FACTOR, headroom / SHED_BELOW));
  }

  headroom(nowMs: number): Partial<Record<QuotaDimension, number>> | undefined {
    this.#refresh(nowMs);
    const known = [...this.#dimensions.values()].map(
      (dimension) => [dimension.name, share(dimension, nowMs)] as const,
    );
    return known.length > 0 ? Object.fromEntries(known) : undefined;
  }

  #backoffMs(nowMs: number): number {
    return Math.min(MAX_BACKOFF_MS, 1000 * 2 ** this.#refusalsAt(nowMs)) * this.rng.float();
  }

  /** Refusals in a row, one less for each minute since the last. */
  #refusalsAt(nowMs: number): number {
    return Math.max(0, this.#refusals - Math.floor((nowMs - this.#lastRefusalMs) / BACKOFF_DECAY_MS));
  }

  /** Lets go of what is stale, and fills what has been reset. */
  #refresh(nowMs: number): void {
    if (this.#dimensions.size === 0) return;
    for (const dimension of this.#dimensions.values()) {
      if (nowMs >= dimension.staleAtMs) this.#dimensions.delete(dimension.name);
      else if (nowMs >= dimension.resetAtMs) this.#refill(dimension);
    }
  }

  /** Full again, and counted from there by ourselves until the reading is stale. A place is held until it is given back. */
  #refill(dimension: Dimension): void {
    dimension.remaining = dimension.limit;
    dimension.resetAtMs = dimension.staleAtMs;
    if (dimension.name === 'concurrent') return;
    dimension.taken = 0;
    dimension.knownTo = this.#reservations;
  }
}

/** Counted in requests, not in tokens. */
function isCount({ name }: Dimension): boolean {
  return name === 'requests' || name === 'concurrent';
}

/** Refills in a straight line until the reset; what was taken since the reading is missing in full until then. */
function left({ limit, remaining, taken, resetAtMs, readAtMs }: Dimension, nowMs: number): number {
  const progress = (nowMs - readAtMs) / (resetAtMs - readAtMs);
  return remaining + (limit - remaining) * progress - taken;
}

function share(dimension: Dimension, nowMs: number): number {
  return dimension.limit > 0 ? Math.max(0, Math.min(1, left(dimension, nowMs) / dimension.limit)) : 0;
}
