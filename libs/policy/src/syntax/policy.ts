import { dictionary, list } from '../shape/collections.js';
import { expected, keyed, record } from '../shape/record.js';
import { integer, name, text } from '../shape/scalars.js';
import { located, refine, type ValueOf } from '../shape/shape.js';
import { failover } from './failover.js';
import { healthProfile } from './health-profile.js';
import { panic } from './panic.js';
import { pool } from './pool.js';
import { route } from './route.js';
import { strategy } from './strategy.js';
import { timeouts } from './timeouts.js';

const version = refine(integer({ min: 0 }), (value, findings, node) => {
  if (value === 1) return value;
  findings.error(
    node.place,
    'unsupported-version',
    `version ${value} of the language is not known`,
    'write version: 1',
  );
  return undefined;
});

/** A whole policy file, each value checked by itself; names are not looked up yet. */
export const policy = record(
  {
    version: expected(version),
    name: text,
    aliases: dictionary(text, located(text)),
    defaults: record(
      { timeouts, failover, health: located(text), panic, strategy },
      { later: ['affinity', 'hedge'] },
    ),
    healthProfiles: keyed('health_profiles', dictionary(name, healthProfile)),
    pools: dictionary(name, pool),
    routes: expected(list(route)),
  },
  { later: ['budgets', 'constraints', 'imports'] },
);

export type PolicySyntax = ValueOf<typeof policy>;
