import type { RouterOptions } from '@fairlead/routing';

/** Health that never takes a target out, so that a scenario shows what the balancing does on its own. */
export const noBreaker: RouterOptions['health'] = {
  standing: () => ({ onlyCircuit: false, weightFactor: 1, level: 0, circuit: 'healthy' }),
  admit: () => ({ settle: () => undefined }),
};
