import type { Logger } from 'pino';
import type { Crew } from './crew.js';

/** What a shell calls a process that a signal ended. */
const EXIT_CODES = { SIGTERM: 143, SIGINT: 130 } as const;

/**
 * The first SIGTERM or SIGINT drains all workers, the second ends them. SIGHUP makes each read its files again; SIGUSR2
 * replaces them one after the other, as new code of plugins and some settings need.
 */
export function followSignals(crew: Crew, logger: Logger, onDrained: () => void): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (crew.isLeaving) {
        crew.kill();
        process.exit(EXIT_CODES[signal]);
      }
      logger.info({ signal, workers: crew.members.length }, 'draining workers');
      void crew.drain(signal).then(() => {
        logger.info('drained');
        onDrained();
      });
    });
  }
  // On a terminal it says that the terminal is gone.
  if (process.stdout.isTTY !== true)
    process.on('SIGHUP', () => {
      for (const worker of crew.serving) worker.signal('SIGHUP');
    });
  process.on('SIGUSR2', () => void restart(crew, logger));
}

async function restart(crew: Crew, logger: Logger): Promise<void> {
  const reason = await crew.restart();
  if (reason === undefined) logger.info('workers restarted');
  else logger.error({ reason }, 'workers were not restarted');
}
