import type { Operation } from '@fairlead/plugin-sdk';
import type { Expression } from './expression/expression.js';

/** What a route's `match` asks for: parts are AND-ed, the values of one part OR-ed. */
export interface Conditions {
  /** Names, or patterns with `*`; undefined: any model. */
  readonly models?: readonly string[];
  /** Undefined: any operation. */
  readonly operations?: readonly Operation[];
  /** Accepted values by header name, in lower case. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Accepted values by label. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  /** What else must hold. */
  readonly when?: Expression<boolean>;
  /** Nothing is taken: the route is only ever referred to. */
  readonly never?: true;
}

/** What `match: any` asks for. */
export const ANYTHING: Conditions = { headers: new Map(), labels: new Map() };

/** What `match: never` asks for. */
export const NOTHING: Conditions = { ...ANYTHING, never: true };
