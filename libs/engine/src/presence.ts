import type { Clock } from '@fairlead/plugin-sdk';
import type { ClientPort } from './ports.js';

/** Whether the caller is still there, and waits that end when it leaves. */
export class Presence {
  gone = false;
  /** Ends the wait that is under way. */
  #wake: (() => void) | undefined;

  /** @param onGone the caller has left */
  constructor(
    private readonly clock: Clock,
    client: ClientPort,
    onGone: () => void,
  ) {
    client.onGone(() => {
      this.gone = true;
      onGone();
      this.#wake?.();
    });
  }

  /** There is something to look at before the time is up. */
  endPause(): void {
    this.#wake?.();
  }

  pause(delayMs: number): Promise<void> {
    if (delayMs <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.clock.after(delayMs, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}
