import type { Behaviour } from '../../support/behaviours/behaviour.js';

type Script = () => readonly Behaviour[];

/** No request ever gets through: nothing listens, or what listens speaks another protocol, or never says a word. */
type Unreachable = 'refuses' | 'speaks no TLS' | 'speaks no HTTP' | 'is silent';

/** How the answer ends for the caller. */
export type Ending =
  /** The whole answer of the target that is named; the usual text unless told otherwise. */
  | { readonly whole: 'a' | 'b'; readonly text?: string }
  /** An error reply. */
  | {
      readonly status: number;
      readonly code: string;
      readonly retry: 'true' | 'false';
      readonly retryAfter?: string;
      /** The field that the provider objects to. */
      readonly param?: string;
    }
  /** A stream that had begun and says that it broke. */
  | { readonly broken: string };

/** One row of the fault table: what the first provider does, and what caller and providers must then see. */
export interface FaultCase {
  readonly name: string;
  readonly modes: readonly ('unary' | 'stream')[];
  /** What the nth request at the first provider meets. */
  readonly a: Script | Unreachable;
  /** The second provider answers well unless told otherwise. */
  readonly b?: Script | Unreachable;
  /** Attempts in order, by result: `a:server_error a:server_error b:ok`. */
  readonly trail: string;
  readonly ending: Ending;
  /** The caller's own deadline, ms. */
  readonly deadlineMs?: number;
  /** Beside the caller's key and deadline. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Keys of the route's `failover` and `timeouts`, over the defaults of these tests. */
  readonly failover?: object;
  readonly timeouts?: object;
  /** Two tiers, `a` before `b`, unless told otherwise; the second is named `second`. */
  readonly tiers?: 'a alone' | 'b by rule';
  /** The provider saw its connection closed by the gateway. */
  readonly aborts?: 'a';
}

export const both = ['unary', 'stream'] as const;
export const unary = ['unary'] as const;
export const stream = ['stream'] as const;

export const fromA: Ending = { whole: 'a' };
export const fromB: Ending = { whole: 'b' };
export const brokenBy = (broken: string): Ending => ({ broken });
export const refused = (status: number, code: string, param?: string): Ending => ({
  status,
  code,
  retry: 'false',
  ...(param !== undefined && { param }),
});
