import type { Findings } from '../document/findings.js';
import type { HealthProfile, PoolPlan } from '../plan/index.js';
import type { Located } from '../shape/shape.js';
import { suggest } from '../shape/words.js';
import type { PolicySyntax } from '../syntax/policy.js';
import type { HealthProfiles } from './health-profiles.js';
import type { PoolCompiler } from './pools.js';

type Written = NonNullable<PolicySyntax['pools']>;

/** The pools under `pools:`, by name. */
export class NamedPools {
  readonly #plans = new Map<string, PoolPlan>();
  readonly #used = new Set<string>();

  constructor(
    private readonly written: Written,
    compiler: PoolCompiler,
    profiles: HealthProfiles,
    fallback: HealthProfile,
    private readonly findings: Findings,
  ) {
    for (const [id, { value, place }] of written) {
      const { strategy, targets = [] } = value;
      if (value.extends) this.#used.add(value.extends.value);
      const health = (value.health && profiles.find(value.health)) ?? fallback;
      const plan = compiler.compile({ id, place, strategy, targets, health });
      if (plan) this.#plans.set(id, plan);
    }
  }

  /** The pool of that name; undefined, after a report, when there is none or it is broken. */
  find(name: Located<string>): PoolPlan | undefined {
    this.#used.add(name.value);
    if (!this.written.has(name.value)) {
      const hint = suggest(name.value, [...this.written.keys()]);
      this.findings.error(name.place, 'unknown-pool', `no pool is named "${name.value}"`, hint);
    }
    return this.#plans.get(name.value);
  }

  reportUnused(): void {
    for (const [id, { place }] of this.written) {
      // A file that is imported may be there for several policies.
      if (this.#used.has(id) || place.file !== undefined) continue;
      this.findings.warning(
        place,
        'unused-pool',
        `no route uses the pool "${id}"`,
        'remove it, or name it in a tier',
      );
    }
  }

  values(): Iterable<PoolPlan> {
    return this.#plans.values();
  }
}
