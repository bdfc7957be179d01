import type { StrategyDefinition } from '@fairlead/plugin-sdk';

/** A strategy as a class that a container can make: no constructor arguments, one instance serves every pool. */
export type StrategyClass = new () => StrategyDefinition;

const NAME = Symbol.for('fairlead.routing.strategy');

/** Marks a class as the strategy that a policy calls `name`. A registry finds it with {@link strategyName}. */
export function RoutingStrategy(name: string): (Class: StrategyClass) => void {
  return (Class) => {
    Object.defineProperty(Class, NAME, { value: name });
  };
}

/** The name a class was marked with; undefined for any other value, so that a registry can ask about everything. */
export function strategyName(Class: unknown): string | undefined {
  if (typeof Class !== 'function' || !Object.hasOwn(Class, NAME)) return undefined;
  return (Class as { [NAME]?: string })[NAME];
}
