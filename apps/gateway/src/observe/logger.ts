import { pino, type Logger } from 'pino';
import type { LogLevel } from '@fairlead/configuration';
import { GatheredLines } from './gathered-lines.js';

/** Each write wakes a helper thread: few large ones. */
const GATHERED_BYTES = 16 * 1024;
/** So long a line waits where there are few. */
const FLUSH_MS = 250;

/** JSON lines for machines; readable lines when a person looks on. Written off the request path and flushed at exit. */
export async function createLogger(
  level: LogLevel,
  toTerminal: boolean,
  seat?: { readonly number: number },
): Promise<Logger> {
  const base = seat === undefined ? null : { worker: seat.number };
  if (toTerminal) {
    const pretty = {
      colorize: true,
      ignore: 'pid,hostname',
      translateTime: 'HH:MM:ss.l',
      singleLine: true,
      sync: true,
    };
    // A machine has no use for it.
    const { build } = await import('pino-pretty');
    return pino({ level, ...(base && { base }) }, build(pretty));
  }
  // Several processes write to one pipe, which keeps no more than 4096 bytes together: whole lines, and no more of them.
  const pieces =
    seat === undefined
      ? { enoughBytes: GATHERED_BYTES, mostBytes: 2 * GATHERED_BYTES }
      : { enoughBytes: 2048, mostBytes: 4096 };
  const destination = pino.destination({ fd: 1, sync: false, maxWrite: pieces.mostBytes });
  const lines = new GatheredLines(destination, { ...pieces, patienceMs: FLUSH_MS });
  process.on('exit', () => {
    try {
      lines.flushSync();
    } catch {
      // Nobody reads standard output any more.
    }
  });
  return pino({ level, base }, lines);
}
