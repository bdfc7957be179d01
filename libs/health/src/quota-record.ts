import type { QuotaDimension, QuotaReading, Rng } from '@fairlead/plugin-sdk';

/** Below this share of what is left, a target's weight shrinks, so that traffic sheds before the wall. */
const SHED_BELOW = 0.15;
const MIN_FACTOR = 0.05;
const MAX_BACKOFF_MS = 60_000;
const BACKOFF_DECAY_MS = 60_000;

interface Dimension {
  limit: number;
  remaining: number;
  resetAtMs: number;
  windowMs: number;
  readAtMs: number;
  /** Since the reading, by requests of our own. */
  taken: number;
}

/** What one credential may still ask of one model, as the provider's headers say, less what is under way. */
export class QuotaRecord {
  readonly #dimensions = new Map<QuotaDimension, Dimension>();
  #blockedUntilMs = -Infinity;
  #refusals = 0;
  #lastRefusalMs = -Infinity;

  constructor(private readonly rng: Rng) {}

  observe(readings: readonly QuotaReading[], nowMs: number): void {
    for (const { dimension, limit, remaining, resetInMs } of readings) {
      const resetAtMs = nowMs + resetInMs;
      const reading = { limit, remaining, resetAtMs, windowMs: resetInMs, readAtMs: nowMs, taken: 0 };
      this.#dimensions.set(dimension, reading);
    }
  }

  /**
   * A 429: by the provider's hint, else until the exhausted dimension is full again, else a growing pause.
   *
   * @param admittedAtMs when the refused request went out
   */
  refused(nowMs: number, retryAfterMs: number | undefined, admittedAtMs: number): void {
    const exhausted = [...this.#live(nowMs)].filter(([, dimension]) => left(dimension, nowMs) < 1);
    const resetInMs =
      exhausted.length > 0 ? Math.max(...exhausted.map(([, { resetAtMs }]) => resetAtMs - nowMs)) : undefined;
    const hintMs = retryAfterMs ?? resetInMs;
    // Everything that was under way meets the same wall: without a hint, only the first to tell makes the pause grow.
    const isNews = admittedAtMs > this.#lastRefusalMs;
    if (hintMs === undefined && !isNews) return;
    this.#blockedUntilMs = Math.max(this.#blockedUntilMs, nowMs + (hintMs ?? this.#backoffMs(nowMs)));
    if (!isNews) return;
    this.#refusals = this.#refusalsAt(nowMs) + 1;
    this.#lastRefusalMs = nowMs;
  }

  #backoffMs(nowMs: number): number {
    return Math.min(MAX_BACKOFF_MS, 1000 * 2 ** this.#refusalsAt(nowMs)) * this.rng.float();
  }

  /** Refusals in a row, one less for each minute since the last. */
  #refusalsAt(nowMs: number): number {
    return Math.max(0, this.#refusals - Math.floor((nowMs - this.#lastRefusalMs) / BACKOFF_DECAY_MS));
  }

  /** Takes `tokens`, one request and one place off what is left, until the next reading says better. */
  reserve(tokens: number): void {
    for (const [dimension, record] of this.#dimensions) {
      record.taken += isCount(dimension) ? 1 : tokens;
    }
  }

  /**
   * Gives the place back, and the tokens that were not used. A reading that came after the reservation knows of the
   * request already.
   */
  correct(reserved: number, used: number, reservedAtMs: number): void {
    for (const [dimension, record] of this.#dimensions) {
      if (record.readAtMs > reservedAtMs || dimension === 'requests') continue;
      record.taken -= dimension === 'concurrent' ? 1 : reserved - used;
    }
  }

  /** When it can be asked again; undefined: now. */
  blockedUntilMs(nowMs: number): number | undefined {
    let until = this.#blockedUntilMs;
    for (const [dimension, record] of this.#live(nowMs)) {
      const need = isCount(dimension) ? 1 : 0;
      const remaining = left(record, nowMs);
      if (remaining < need || (need === 0 && remaining <= 0)) until = Math.max(until, record.resetAtMs);
    }
    return until > nowMs ? until : undefined;
  }

  /** The weight's factor, in [0.05, 1]. */
  factor(nowMs: number): number {
    let headroom = 1;
    for (const [, record] of this.#live(nowMs)) headroom = Math.min(headroom, share(record, nowMs));
    return Math.min(1, Math.max(MIN_FACTOR, headroom / SHED_BELOW));
  }

  headroom(nowMs: number): Partial<Record<QuotaDimension, number>> | undefined {
    const known = [...this.#live(nowMs)].map(
      ([dimension, record]) => [dimension, share(record, nowMs)] as const,
    );
    return known.length > 0 ? Object.fromEntries(known) : undefined;
  }

  /** A reading that is two windows old says nothing any more. */
  *#live(nowMs: number): Iterable<[QuotaDimension, Dimension]> {
    for (const [name, record] of this.#dimensions) {
      if (nowMs > record.readAtMs + 2 * Math.max(1000, record.windowMs)) this.#dimensions.delete(name);
      else yield [name, record];
    }
  }
}

/** Counted in requests, not in tokens. */
function isCount(dimension: QuotaDimension): boolean {
  return dimension === 'requests' || dimension === 'concurrent';
}

/** Refills in a straight line until the reset; what was taken since the reading is missing in full until then. */
function left({ limit, remaining, taken, resetAtMs, readAtMs }: Dimension, nowMs: number): number {
  if (nowMs >= resetAtMs) return limit;
  const progress = (nowMs - readAtMs) / (resetAtMs - readAtMs);
  return remaining + (limit - remaining) * progress - taken;
}

function share(record: Dimension, nowMs: number): number {
  return record.limit > 0 ? Math.max(0, Math.min(1, left(record, nowMs) / record.limit)) : 0;
}
