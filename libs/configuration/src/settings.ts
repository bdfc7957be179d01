import type { TokenPrices } from '@fairlead/plugin-sdk';
import type { Findings, MapNode, Place } from '@fairlead/policy';
import type { ConfigProblemCode } from './problem-codes.js';
import type { WrittenTraits } from './traits-syntax.js';
import type { SourceFiles } from './source-files.js';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** `fairlead.yaml`, with flags and environment laid over it. Secrets stand in `providers` only. */
export interface Settings {
  /** Absolute path of the configuration file. */
  readonly file: string;
  /** Where everything that is wrong with the file is collected, also what only plugins can tell. */
  readonly findings: Findings<ConfigProblemCode>;
  /** Every file that was read for it so far. */
  readonly files: SourceFiles;
  readonly policyFile: { readonly path: string; readonly place: Place };
  readonly listen: { readonly api: Address; readonly admin: Address };
  /** Processes that serve; 1: this one does it alone. */
  readonly workers: number;
  /** What callers of `/admin` from other machines must show; undefined: none of them may. */
  readonly adminToken?: string;
  readonly logLevel: LogLevel;
  readonly logSampling: LogSampling;
  readonly bodyLimitBytes: number;
  readonly receiveTimeoutMs: number;
  /** Requests under way at once; undefined: any number. */
  readonly maxInflight?: number;
  /** Of the API listener; undefined: any number. */
  readonly maxConnections?: number;
  readonly drain: { readonly delayMs: number; readonly timeoutMs: number };
  /** Lower-case names of client headers that reach providers. */
  readonly forwardHeaders: readonly string[];
  readonly plugins: readonly PluginSettings[];
  /** How long the event loop may stand still before it is a stall that is reported. */
  readonly watchdog: { readonly stallMs: number };
  readonly providers: readonly ProviderSettings[];
  /**
   * Folder for what a restart shall find again; relative to the configuration. `none`: nothing is kept. Undefined: the
   * program's own choice.
   */
  readonly stateDir?: string;
  /** Root of every random draw; undefined: a new one at each start, which the log names. */
  readonly seed?: number;
}

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Which successful exchanges have a line in the log. */
export interface LogSampling {
  /** Share of them that has one, from 0 to 1. */
  readonly share: number;
  /** One that took this long always has. */
  readonly slowMs: number;
}

/** One entry under `plugins`. */
export interface PluginSettings {
  /** The package or path as the file names it. */
  readonly reference: string;
  readonly place: Place;
  readonly isolation: 'none' | 'worker';
  /** What its worker may hold. */
  readonly memoryBytes: number;
  readonly loadTimeoutMs: number;
}

export interface ProviderSettings {
  readonly name: string;
  /** Where the name stands. */
  readonly place: Place;
  /** The provider type that a plugin registered; the instance's own name unless `type` says otherwise. */
  readonly type: string;
  readonly typePlace: Place;
  /** Model as a policy names it → as this provider spells it. */
  readonly models: ReadonlyMap<string, string>;
  /** Prices by model, over the built-in table. */
  readonly prices: ReadonlyMap<string, TokenPrices>;
  /** What holds for all its models. */
  readonly common: WrittenTraits;
  /** What holds for single models, by the name in policies or on the wire. */
  readonly traits: ReadonlyMap<string, WrittenTraits>;
  /** PEM text of certificate authorities trusted besides the system's. */
  readonly ca?: string;
  /** It may be at a link-local or metadata address. */
  readonly allowLinkLocal: boolean;
  /** Everything else, for the plugin to read, with its places. */
  readonly options: MapNode;
  /** The same as plain data, references resolved; an unset one is undefined. */
  readonly optionValues: Readonly<Record<string, unknown>>;
}
