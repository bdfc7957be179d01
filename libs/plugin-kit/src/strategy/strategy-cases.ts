import { FAIRNESS } from './cases/fairness.js';
import { MEMORY } from './cases/memory.js';
import { PICKS } from './cases/picks.js';
import type { StrategyCase } from './strategy-case.js';

/** Everything that every strategy must get right, in the order in which it is told. */
export const STRATEGY_CASES: readonly StrategyCase[] = [...PICKS, ...MEMORY, ...FAIRNESS];
