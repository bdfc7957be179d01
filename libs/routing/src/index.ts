export type { AffinityRecord } from './affinity/affinity-pick.js';
export { LoadBook } from './load/load-book.js';
export type { BalancerStates, StrategyErrorListener } from './router/balancers.js';
export {
  noHistory,
  type AttemptHistory,
  type Choice,
  type Decision,
  type DecisionRecord,
  type RecordedCandidate,
} from './router/decision.js';
export type { CapturedState } from './replay/captured-state.js';
export { replayDecision, type ReplayQuestion } from './replay/replay-decision.js';
export type { Flight, FlightOutcome } from './router/flight.js';
export { Router, type RouterOptions } from './router/router.js';
export { targetsOf } from './router/targets-of.js';
export type { TargetInfo } from './router/target-info.js';
export { builtInStrategies, strategiesByName } from './strategies/built-in.js';
export { RoutingStrategy, strategyName, type StrategyClass } from './strategies/routing-strategy.js';
