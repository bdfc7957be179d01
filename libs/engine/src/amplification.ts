import type { Clock } from '@fairlead/plugin-sdk';

const BUCKET_MS = 1000;
const BUCKETS = 10;
/** Attempts per request beyond which a route's failover is a storm, not a rescue. */
const MAX_RATIO = 1.5;
/** A dying provider fails everyone at once; that burst must pass. */
const MIN_BURST = 20;

/** Caps the attempts of one route against its requests over the last 10 s, so that a total outage is not multiplied. */
export class Amplification {
  readonly #routes = new Map<string, Window>();

  constructor(readonly clock: Clock) {}

  request(route: string): void {
    const window = this.#window(route);
    window.requests[window.slot(this.clock.now())]! += 1;
  }

  /** Counts one more attempt beyond the first, or refuses it. */
  extra(route: string, inflight: number): boolean {
    const window = this.#window(route);
    const slot = window.slot(this.clock.now());
    const requests = sum(window.requests);
    const allowed = (MAX_RATIO - 1) * requests + Math.max(MIN_BURST, inflight);
    if (sum(window.extras) + 1 > allowed) return false;
    window.extras[slot]! += 1;
    return true;
  }

  /** An attempt that was counted did not come about: nobody was left to try. */
  takeBack(route: string): void {
    const window = this.#window(route);
    window.extras[window.slot(this.clock.now())]! -= 1;
  }

  #window(route: string): Window {
    const window = this.#routes.get(route) ?? new Window();
    this.#routes.set(route, window);
    return window;
  }
}

class Window {
  readonly requests = new Array<number>(BUCKETS).fill(0);
  readonly extras = new Array<number>(BUCKETS).fill(0);
  #last = -Infinity;

  /** The current bucket; those that time has passed over are emptied first. */
  slot(now: number): number {
    const tick = Math.floor(now / BUCKET_MS);
    for (let stale = Math.max(this.#last + 1, tick - BUCKETS + 1); stale <= tick; stale++) {
      this.requests[mod(stale)] = 0;
      this.extras[mod(stale)] = 0;
    }
    this.#last = tick;
    return mod(tick);
  }
}

const mod = (tick: number): number => ((tick % BUCKETS) + BUCKETS) % BUCKETS;
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
