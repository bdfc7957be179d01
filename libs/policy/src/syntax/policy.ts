import { BUILT_IN, BUILT_IN_STRATEGY } from '../compile/built-in.js';
import { about } from '../shape/about.js';
import { dictionary, list } from '../shape/collections.js';
import { expected, keyed, record } from '../shape/record.js';
import { name, text } from '../shape/scalars.js';
import { located, type ValueOf } from '../shape/shape.js';
import { affinity } from './affinity.js';
import { budget } from './budget.js';
import { constraint } from './constraint.js';
import { failover } from './failover.js';
import { hedge } from './hedge.js';
import { healthProfile } from './health-profile.js';
import { imports } from './imports.js';
import { panic } from './panic.js';
import { pool } from './pool.js';
import { route } from './route.js';
import { strategy } from './strategy.js';
import { timeouts } from './timeouts.js';
import { version } from './version.js';

/** A whole policy file, each value checked by itself; names are not looked up yet. */
export const policy = record({
  version: about('Version of the language.', expected(version)),
  name: about('A name for people.', text, { example: 'production' }),
  imports: about(
    'Files with aliases, budgets, constraints, health profiles and pools for this one; paths are relative to it.',
    imports,
    { example: ['shared/pools.yaml'] },
  ),
  aliases: about(
    'Model name as a caller writes it → the model, or the `provider/model`, it stands for; chains are followed.',
    dictionary(text, located(text)),
    { example: { 'gpt-4': 'chat' } },
  ),
  defaults: about(
    'What counts in every route that says nothing else.',
    record({
      timeouts: about('Time limits.', timeouts),
      failover: about('What happens when an attempt fails.', failover),
      health: about('Name of a health profile.', located(text), { default: BUILT_IN.health.name }),
      panic: about('What happens when no target is available.', panic),
      affinity: about('Keeps what belongs together on one target.', affinity, { default: false }),
      hedge: about('A second attempt beside a slow first one; the first content of either wins.', hedge, {
        default: false,
      }),
      strategy: about('How targets are balanced.', strategy, { default: BUILT_IN_STRATEGY }),
    }),
  ),
  healthProfiles: about(
    'Health profiles by name; one called `standard` changes the built-in one.',
    keyed('health_profiles', dictionary(name, healthProfile)),
  ),
  budgets: about(
    'Amounts of money by name, for routes and shadows to be charged to.',
    dictionary(name, budget),
  ),
  constraints: about(
    'Requirements for requests of any route: they hold for every attempt, hedge and shadow copy, and fail closed.',
    list(constraint),
  ),
  pools: about('Pools by name, for use in several tiers.', dictionary(name, pool)),
  routes: about(
    'The first route that matches a request takes it, from top to bottom.',
    expected(list(route)),
  ),
});

export type PolicySyntax = ValueOf<typeof policy>;
