import type { Gateway } from './start-gateway.js';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** What a shell calls a process that a signal ended. */
const EXIT_CODES = { SIGTERM: 143, SIGINT: 130 } as const;
/** For the last words to those whose requests are broken off. */
export const FAREWELL_MS = 1000;

/**
 * On the first signal: not ready at once, serve on for `drain.delay` so that balancers notice, then take no more
 * connections and let requests and streams finish for at most `drain.timeout`; what is left then ends with an error
 * that its caller can read. On the second: out.
 */
export function drainOnSignal(gateway: Gateway): void {
  const { runtime } = gateway;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (runtime.draining) process.exit(EXIT_CODES[signal]);
      runtime.draining = true;
      void drain(gateway, signal, runtime.settings.drain.delayMs).then(() => process.exit(0));
    });
  }
}

/** From the order to leave until nothing is under way any more, or the time for it is over. */
export async function drain(gateway: Gateway, signal: string, delayMs: number): Promise<void> {
  const { runtime } = gateway;
  const { timeoutMs } = runtime.settings.drain;
  runtime.logger.info({ signal, delayMs, timeoutMs, inflight: runtime.engine.inflight }, 'draining');
  await pause(delayMs);
  const closed = gateway.close().then(() => true);
  const inTime = await Promise.race([closed, pause(timeoutMs).then(() => false)]);
  if (inTime) runtime.logger.info('drained');
  else {
    runtime.logger.warn({ inflight: runtime.engine.inflight }, 'drain timeout: ending requests unfinished');
    runtime.engine.giveUp();
    await Promise.race([closed, pause(FAREWELL_MS)]);
  }
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
