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
}

/** What one credential may still ask of one model, as the provider's headers say, less what is under way. */
export class QuotaRecord {
  readonly #dimensions = new Map<QuotaDimension, Dimension>();
  #blockedUntilMs = -Infinity;
  #refusals = 0;
  #lastRefusalMs = 0;

  constructor(private readonly rng: Rng) {}

  observe(readings: readonly QuotaReading[], nowMs: number): void {
    for (const { dimension, limit, remaining, resetInMs } of readings) {
      const resetAtMs = nowMs + resetInMs;
      this.#dimensions.set(dimension, { limit, remaining, resetAtMs, windowMs: resetInMs, readAtMs: nowMs });
    }
  }

  /** A 429: by the provider's hint, else until the exhausted dimension is full again, else a growing pause. */
  refused(nowMs: number, retryAfterMs: number | undefined): void {
    this.#refusals = Math.max(
      0,
      this.#refusals - Math.floor((nowMs - this.#lastRefusalMs) / BACKOFF_DECAY_MS),
    );
    const exhausted = [...this.#live(nowMs)].filter(([, dimension]) => left(dimension, nowMs) < 1);
    const resetInMs =
      exhausted.length > 0 ? Math.max(...exhausted.map(([, { resetAtMs }]) => resetAtMs - nowMs)) : undefined;
    const backoffMs = Math.min(MAX_BACKOFF_MS, 1000 * 2 ** this.#refusals) * this.rng.float();
    this.#blockedUntilMs = Math.max(this.#blockedUntilMs, nowMs + (retryAfterMs ?? resetInMs ?? backoffMs));
    this.#refusals++;
    this.#lastRefusalMs = nowMs;
  }

  /** Takes `tokens`, one request and one place off what is left, until the next reading says better. */
  reserve(tokens: number): void {
    for (const [dimension, record] of this.#dimensions) {
      record.remaining -= isCount(dimension) ? 1 : tokens;
    }
  }

  /**
   * Gives the place back, and the tokens that were not used. A reading that came after the reservation knows of the
   * request already.
   */
  correct(reserved: number, used: number, reservedAtMs: number): void {
    for (const [dimension, record] of this.#dimensions) {
      if (record.readAtMs > reservedAtMs || dimension === 'requests') continue;
      record.remaining += dimension === 'concurrent' ? 1 : reserved - used;
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

/** Refills in a straight line until the reset. */
function left({ limit, remaining, resetAtMs, readAtMs }: Dimension, nowMs: number): number {
  if (nowMs >= resetAtMs) return limit;
  const progress = (nowMs - readAtMs) / (resetAtMs - readAtMs);
  return remaining + (limit - remaining) * progress;
}

function share(record: Dimension, nowMs: number): number {
  return record.limit > 0 ? Math.max(0, Math.min(1, left(record, nowMs) / record.limit)) : 0;
}
