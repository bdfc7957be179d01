import type { StrategyDefinition, StrategyInstance } from '@fairlead/plugin-sdk';
import { callMarks } from './call-marks.js';

const CALLS = ['pick', 'onStart', 'onEnd', 'snapshot', 'restore'] as const;

/** The same strategy, with every call of it marked as its plugin's. */
export function guardStrategy(plugin: string, definition: StrategyDefinition): StrategyDefinition {
  const create = callMarks.register({ plugin, call: 'create' });
  return {
    ...definition,
    options: definition.options,
    create: (options, context) =>
      marked(
        plugin,
        callMarks.run(create, () => definition.create(options, context)),
      ),
  };
}

function marked(plugin: string, instance: StrategyInstance): StrategyInstance {
  const calls = new Map<PropertyKey, unknown>();
  for (const call of CALLS) {
    const method = instance[call] as ((...args: unknown[]) => unknown) | undefined;
    if (typeof method !== 'function') continue;
    const number = callMarks.register({ plugin, call });
    calls.set(call, (...args: unknown[]) => callMarks.run(number, () => method.apply(instance, args)));
  }
  return new Proxy(instance, {
    get: (target, key) => calls.get(key) ?? (Reflect.get(target, key, target) as unknown),
  });
}
