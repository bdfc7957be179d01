import type { Health } from '@fairlead/health';
import type { Logger } from 'pino';

/** Logs what an operator wants to know at night: a target went out, or came back, and why. */
export function watchHealth(health: Health, logger: Logger): void {
  health.onChange((change) => {
    logger.warn(change, 'health');
  });
}
