import { held, mapped, mergedNodes, withoutEntries } from './sourced-edits.js';
import type { Sourced, SourcedMap } from './sourced.js';

/** Health profiles with what they take from the ones they extend. */
export function effectiveProfiles(profiles: Sourced | undefined): Sourced | undefined {
  const whole = (profile: Sourced): SourcedMap => {
    const parent = held(profile, 'extends');
    const own = withoutEntries(profile as SourcedMap, 'extends');
    const base = parent?.kind === 'scalar' ? held(profiles, String(parent.value)) : undefined;
    return base ? (mergedNodes(whole(base), own) as SourcedMap) : own;
  };
  return mapped(profiles, whole);
}
