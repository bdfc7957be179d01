import type { ParseArgsOptionsConfig } from 'node:util';

/** What a command may touch of the world. */
export interface Terminal {
  /** A whole line or several, without the last line break. */
  print(text: string): void;
  complain(text: string): void;
  /** All of standard input. */
  readStdin(): Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Colour is seen. */
  readonly colour: boolean;
}

/** 0: fine; 1: a finding; 2: the command line is wrong. */
export type ExitCode = 0 | 1 | 2;

/** The flags as they were given; a flag that may be repeated is a list. */
export type Flags = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

export interface Invocation {
  readonly flags: Flags;
  readonly arguments: readonly string[];
  /** For tools, not for people. */
  readonly json: boolean;
  readonly terminal: Terminal;
}

/** One thing that `fairlead` can do. */
export interface Command {
  /** As it is typed: `policy check`. */
  readonly name: string;
  readonly summary: string;
  /** What follows the name: `[FILE] [options]`. */
  readonly usage: string;
  /** Flag and meaning, as help prints them; `--json` and `--help` are everyone's. */
  readonly help: readonly (readonly [flag: string, meaning: string])[];
  readonly options: ParseArgsOptionsConfig;
  /** How many arguments there may be. */
  readonly takes: { readonly min: number; readonly max: number };
  /** @throws UsageError for flags that make no sense together */
  run(invocation: Invocation): Promise<ExitCode>;
}

/** The command line cannot be carried out; the message is fit to print. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
