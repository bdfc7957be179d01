export { builtInStrategies, strategiesByName } from './strategies/built-in.js';
export { RoutingStrategy, strategyName, type StrategyClass } from './strategies/routing-strategy.js';
