import type { WireCall } from '@fairlead/plugin-sdk';

/**
 * Resolves after `delayMs` on the caller's clock (0 or less: at once, without a timer); rejects with the reason as
 * soon as the call is given up.
 */
export async function pause(delayMs: number, { clock, signal }: WireCall): Promise<void> {
  signal.throwIfAborted();
  if (delayMs <= 0) return;
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      cancel();
      reject(signal.reason as Error);
    };
    const cancel = clock.after(delayMs, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Never resolves; rejects with the reason when the call is given up. */
export function untilGivenUp({ signal }: WireCall): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
