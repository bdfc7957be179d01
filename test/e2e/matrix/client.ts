import type { Ask, Watch } from './ask.js';
import type { CaseName } from './case-name.js';
import type { Said } from './said.js';

/** Where a client is to ask. */
export interface Call {
  readonly apiKey: string;
  /** The gateway's address, without a path. */
  readonly baseUrl: string;
  readonly model: string;
}

/** What came of a loop of tools. */
export interface Loop {
  /** What the model said at last. */
  readonly text: string;
  /** The inputs that the tools ran with. */
  readonly ran: readonly { readonly name: string; readonly input: unknown }[];
}

/** A client library, as the matrix drives it: every case is played with these. */
export interface Client {
  readonly name: string;
  /** The library's own words for why an answer ended; undefined where it has none. */
  readonly finishes: Readonly<Record<'stop' | 'tools' | 'length', string | undefined>>;
  /** Whether its API lets a caller ask to see thoughts. */
  readonly asksForThoughts: boolean;
  /** It gets the usage of streams wrong, at its own vendor too. */
  readonly miscountsStreams?: true;
  say(call: Call, ask: Ask): Promise<Said>;
  /** Reads to the end; rejects where the library tells of a failure, in whichever way. */
  stream(call: Call, ask: Ask, watch?: Watch): Promise<Said>;
  /** Lets the model use tools until it is content, with the library's own loop where it has one. */
  loop(call: Call, ask: Ask, streamed: boolean): Promise<Loop>;
  /** What the library has parsed of an answer that follows `BERTH_SCHEMA`. */
  structured(call: Call, ask: Ask, streamed: boolean): Promise<unknown>;
  /** Whether this is how the library tells of a model that is not there. */
  saysNotFound(error: unknown): boolean;
  /** Whether this is how the library tells of an answer that broke off. */
  saysBroken(error: unknown): boolean;
  /** The cases that the library cannot play, by its nature, each with the reason. */
  readonly cannot: Readonly<Partial<Record<CaseName, string>>>;
}
