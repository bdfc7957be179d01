import { emptyMap, held, withEntries, withoutEntries } from './sourced-edits.js';
import { sourcedValue, type Sourced, type SourcedMap } from './sourced.js';

/** What pools and routes take from `defaults`. */
export interface Inherited {
  readonly defaults: SourcedMap;
  /** In its long form. */
  readonly strategy: Sourced;
}

/** `latency` is `{ type: latency }`. */
export function longStrategy(strategy: Sourced): Sourced {
  return longForm(strategy, 'type');
}

/** `acme/large` is `{ target: acme/large }`. */
export function longTarget(target: Sourced): Sourced {
  return longForm(target, 'target');
}

/** `surface` is `{ then: surface }`; a tier to go on in, or a time to wait, says what follows. */
export function longAction(action: Sourced): Sourced {
  const map = longForm(action, 'then');
  if (map.kind !== 'map' || held(map, 'then')) return map;
  const implied = held(map, 'to') ? 'next_tier' : 'next_target';
  return withEntries(map, { then: sourcedValue(implied, 'built-in') });
}

/** `available_below: 0` is another word for a mode. */
export function longPanic(panic: Sourced | undefined): Sourced | undefined {
  const below = held(panic, 'available_below');
  if (panic?.kind !== 'map' || below?.kind !== 'scalar') return panic;
  const fails = below.value === 0;
  const implied = sourcedValue(fails ? 'fail_fast' : 'best_effort', below.source);
  const mode = held(panic, 'mode') ?? implied;
  return withEntries(fails ? withoutEntries(panic, 'available_below') : panic, { mode });
}

function longForm(node: Sourced, key: string): Sourced {
  return node.kind === 'scalar' ? withEntries({ ...emptyMap(), source: node.source }, { [key]: node }) : node;
}
