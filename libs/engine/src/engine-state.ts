import type { Clock, Rng } from '@fairlead/plugin-sdk';
import type { Amplification } from './amplification.js';
import type { Throttle } from './admission/throttle.js';
import type { WaitingLines } from './admission/waiting-lines.js';
import type { Canaries } from './canary/canaries.js';
import type { ClosingTime } from './closing-time.js';
import type { KeptReplies } from './kept-replies.js';
import type { Pins } from './pins.js';
import type { HedgeAllowance } from './race/hedge-allowance.js';
import type { PoisonMemory } from './poison.js';
import type { Generation } from './ports.js';
import type { Observer } from './report.js';
import type { RetryBudget } from './retry-budget.js';
import type { ShadowPlaces } from './shadow/shadow-places.js';
import type { Spending } from './spending/spending.js';

/** What all exchanges of one engine share. */
export interface EngineState {
  readonly clock: Clock;
  readonly rng: Rng;
  readonly observer: Observer;
  readonly retryBudget: RetryBudget;
  readonly amplification: Amplification;
  readonly hedges: HedgeAllowance;
  readonly poison: PoisonMemory;
  readonly keptReplies: KeptReplies;
  readonly spending: Spending;
  readonly canaries: Canaries;
  readonly lines: WaitingLines;
  readonly throttle: Throttle;
  readonly shadows: ShadowPlaces;
  readonly closingTime: ClosingTime;
  /** Whatever outlives its exchange (a copy, the loser of a race) pins the generation it goes by. */
  readonly pins: Pins<Generation>;
  /** How many exchanges may be under way at once; undefined: any number. */
  readonly maxInflight: () => number | undefined;
  /** Exchanges under way. */
  inflight: number;
}
