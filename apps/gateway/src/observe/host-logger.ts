import { pino, type Logger } from 'pino';

/** The log of an application that the gateway is part of, as Nest has it. */
export interface HostLog {
  error(message: string): void;
  warn(message: string): void;
  log(message: string): void;
  debug?(message: string): void;
  verbose?(message: string): void;
  fatal?(message: string): void;
}

/** What its lines hold besides; a message of its own says these. */
interface Line extends Readonly<Record<string, unknown>> {
  readonly level: number;
  readonly msg?: string;
}

/** A logger that writes to the application's: the message first, then what belongs to it as JSON. */
export function hostLogger(host: HostLog): Logger {
  const write = (text: string): void => {
    const { level, msg, ...details } = JSON.parse(text) as Line;
    const rest = Object.keys(details).length === 0 ? '' : ` ${JSON.stringify(details)}`;
    say(host, level, `${msg ?? ''}${rest}`);
  };
  return pino({ base: null, timestamp: false }, { write });
}

/** Levels are pino's: 60 fatal, 50 error, 40 warn, 30 info, 20 debug. */
function say(host: HostLog, level: number, message: string): void {
  if (level >= 60 && host.fatal !== undefined) host.fatal(message);
  else if (level >= 50) host.error(message);
  else if (level >= 40) host.warn(message);
  else if (level >= 30) host.log(message);
  else if (level >= 20) host.debug?.(message);
  else host.verbose?.(message);
}
