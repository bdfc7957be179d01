import type { Clock } from '@fairlead/plugin-sdk';

/** So many failures of the same call in a row. */
const FAILURES = 5;
const FIRST_OUT_MS = 5_000;
const MAX_OUT_MS = 60_000;

/**
 * Whether a provider whose plugin's own code keeps failing is called at all. It counts by the kind of call: one that works
 * says nothing of another.
 */
export class PluginCircuit {
  readonly #failures = new Map<string, number>();
  #outMs = FIRST_OUT_MS;
  #until = 0;
  #why = '';

  constructor(private readonly clock: Clock) {}

  /** Why it is not called now, and for how long still; undefined when it is. */
  get out(): { readonly why: string; readonly forMs: number } | undefined {
    const forMs = this.#until - this.clock.now();
    return this.#why !== '' && forMs > 0 ? { why: this.#why, forMs } : undefined;
  }

  passed(call: string): void {
    if (!this.#failures.delete(call) || this.#why === '') return;
    this.#outMs = FIRST_OUT_MS;
    this.#why = '';
  }

  /** @returns for how long it is left alone from now on; undefined: it goes on */
  failed(call: string, reason: string): number | undefined {
    const failures = (this.#failures.get(call) ?? 0) + 1;
    this.#failures.set(call, failures);
    if (failures < FAILURES || this.out !== undefined) return undefined;
    const forMs = this.#outMs;
    this.#why = `${call}() failed ${failures} times in a row, the last time with: ${reason}`;
    this.#until = this.clock.now() + forMs;
    this.#outMs = Math.min(forMs * 2, MAX_OUT_MS);
    return forMs;
  }
}
