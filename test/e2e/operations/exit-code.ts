import type { GatewayProcess } from '../../support/gateway-process.js';
import { until } from '../../support/time.js';

/** Its exit code, once it has ended by itself: no signal is sent. */
export async function exitCode(gateway: GatewayProcess): Promise<number | undefined> {
  await until('the gateway to exit', () => !isAlive(gateway.pid), { timeoutMs: 10_000 });
  return gateway.stop();
}

export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
