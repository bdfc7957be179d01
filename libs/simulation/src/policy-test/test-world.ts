import type { RouteHints } from '../stage/route-hints.js';
import type { Stage } from '../stage/stage.js';

/** Where the tests of a file are played. */
export interface TestWorld {
  readonly stage: Stage;
  /** By route. */
  readonly hints: ReadonlyMap<string, RouteHints>;
  readonly seed: number;
  readonly start: Date | undefined;
}
