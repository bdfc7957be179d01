import type { Health } from '@fairlead/health';
import type { Logger } from 'pino';

/** What a scope is in when nothing is wrong with it. */
const WELL = new Set(['healthy', 'recovering', 'fine', 'open']);

/** Logs what an operator wants to know at night: who went out and why, as a warning, and who came back. */
export function watchHealth(health: Health, logger: Logger): void {
  health.onChange((change) => {
    if (WELL.has(change.to)) logger.info(change, 'health');
    else logger.warn(change, 'health');
  });
}
