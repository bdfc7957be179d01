import { pino, type Logger } from 'pino';
import { build as prettyStream } from 'pino-pretty';
import type { LogLevel } from '@fairlead/configuration';

/** JSON lines for machines; readable lines when a person looks on. Written off the request path and flushed at exit. */
export function createLogger(level: LogLevel, toTerminal: boolean): Logger {
  if (toTerminal) {
    const pretty = {
      colorize: true,
      ignore: 'pid,hostname',
      translateTime: 'HH:MM:ss.l',
      singleLine: true,
      sync: true,
    };
    return pino({ level }, prettyStream(pretty));
  }
  const destination = pino.destination({ fd: 1, sync: false, minLength: 4096, periodicFlush: 250 });
  process.on('exit', () => {
    try {
      destination.flushSync();
    } catch {
      // Nobody reads standard output any more.
    }
  });
  return pino({ level, base: null }, destination);
}
