import { setTimeout as sleep } from 'node:timers/promises';

/** How long to hold: milliseconds, or until a promise settles (an open gate makes a test independent of time). */
export type Wait = number | Promise<unknown>;

export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

/** A door that a test opens when it has seen enough. */
export function createGate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** Resolves after the wait; rejects with the signal's reason when that aborts first. */
export async function hold(wait: Wait, signal: AbortSignal): Promise<void> {
  await orAborted(typeof wait === 'number' ? sleep(wait, undefined, { signal }) : wait, signal);
}

/** The promise's own outcome, unless the signal aborts first: then a rejection with its reason. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

export interface UntilOptions {
  readonly timeoutMs?: number;
  readonly everyMs?: number;
}

/**
 * Asks again and again until the answer is neither `undefined` nor `false`, and returns it.
 * @throws Error naming `what` when that takes longer than `timeoutMs` (5 s).
 */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  { timeoutMs = 5000, everyMs = 5 }: UntilOptions = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for: ${what}`);
    await sleep(everyMs);
  }
}
