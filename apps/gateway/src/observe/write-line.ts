import { symbols, type Logger } from 'pino';

/** The parts of a logger that a line is made of; pino has names for them, and no types. */
interface Lines {
  readonly [symbols.lsCacheSym]: Readonly<Record<number, string>>;
  readonly [symbols.timeSym]: () => string;
  readonly [symbols.chindingsSym]: string;
  readonly [symbols.streamSym]: { write(line: string): void };
}

/**
 * Logs what is text already, in the form of the logger's other lines.
 *
 * @param members of a JSON object, without its braces; only made where the level is logged
 */
export function writeLine(
  logger: Logger,
  level: 'info' | 'warn' | 'error',
  members: () => string,
  message: string,
): void {
  if (!logger.isLevelEnabled(level)) return;
  const lines = logger as unknown as Lines;
  const head = `${lines[symbols.lsCacheSym][logger.levels.values[level]!]}${lines[symbols.timeSym]()}`;
  lines[symbols.streamSym].write(`${head}${lines[symbols.chindingsSym]},${members()},"msg":"${message}"}\n`);
}
