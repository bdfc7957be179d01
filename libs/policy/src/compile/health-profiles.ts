import type { Findings } from '../document/findings.js';
import type { HealthProfile } from '../plan/index.js';
import type { Located } from '../shape/shape.js';
import { suggest } from '../shape/words.js';
import type { PolicySyntax } from '../syntax/policy.js';
import { BUILT_IN } from './built-in.js';
import { mergeMaps } from './merge-maps.js';

type Written = NonNullable<PolicySyntax['healthProfiles']>;

/** Health profiles by name, each filled in from the one it extends, and in the end from the built-in `standard`. */
export class HealthProfiles {
  readonly #resolved = new Map<string, HealthProfile>();

  constructor(
    private readonly written: Written,
    private readonly findings: Findings,
  ) {
    for (const name of written.keys()) this.#resolve(name, []);
  }

  /** The profile of that name, or undefined after reporting that there is none. */
  find(name: Located<string>): HealthProfile | undefined {
    if (this.written.has(name.value) || name.value === BUILT_IN.health.name)
      return this.#resolve(name.value, []);
    const known = [...new Set([BUILT_IN.health.name, ...this.written.keys()])];
    const message = `no health profile is named "${name.value}"`;
    this.findings.error(name.place, 'unknown-profile', message, suggest(name.value, known));
    return undefined;
  }

  #resolve(name: string, path: readonly string[]): HealthProfile {
    const done = this.#resolved.get(name);
    if (done) return done;
    const own = this.written.get(name);
    if (!own) return BUILT_IN.health;
    const { extends: parent, ...given } = own.value;
    const profile = { ...mergeMaps(this.#parent(name, parent, path), given), name };
    this.#resolved.set(name, profile);
    return profile;
  }

  #parent(name: string, parent: Located<string> | undefined, path: readonly string[]): HealthProfile {
    if (!parent) return BUILT_IN.health;
    const trail = [...path, name];
    if (trail.includes(parent.value)) {
      const circle = [...trail.slice(trail.indexOf(parent.value)), parent.value].join(' → ');
      const hint = 'a profile without "extends" starts from the built-in numbers';
      this.findings.error(parent.place, 'profile-cycle', `these profiles extend each other: ${circle}`, hint);
      return BUILT_IN.health;
    }
    if (!this.written.has(parent.value)) return this.find(parent) ?? BUILT_IN.health;
    return this.#resolve(parent.value, trail);
  }
}
