import type { Findings } from '../document/findings.js';
import type { CanaryPlan, PoolPlan, TierPlan } from '../plan/index.js';
import { suggest } from '../shape/words.js';
import type { CanarySyntax } from '../syntax/canary.js';
import type { RouteSyntax } from '../syntax/route.js';
import { BUILT_IN_EXTRAS } from './built-in-extras.js';
import type { NamedPools } from './named-pools.js';
import type { PoolCompiler } from './pools.js';
import { replaceTargets } from './replace-targets.js';

/** Makes the canaries of a route. */
export class CanaryCompiler {
  constructor(
    private readonly named: NamedPools,
    private readonly pools: PoolCompiler,
    private readonly findings: Findings,
  ) {}

  compile({ canary: written = [] }: RouteSyntax, tiers: readonly TierPlan[]): CanaryPlan[] {
    this.#checkTogether(written);
    return written.flatMap((canary) => {
      const changed = this.#tiers(canary, tiers);
      const { name, share, key, abortIf, place } = canary;
      if (!changed || !share) return [];
      return {
        name: name.value,
        share: share.value,
        key: key ?? BUILT_IN_EXTRAS.canary.key,
        tiers: changed,
        ...(abortIf && { abortIf: { ...BUILT_IN_EXTRAS.gate, ...abortIf } }),
        line: place.line,
      };
    });
  }

  #tiers(canary: CanarySyntax, tiers: readonly TierPlan[]): readonly TierPlan[] | undefined {
    const { pool: name, replace } = canary;
    if (!replace) {
      const pool = name && this.named.find(name);
      return pool && tiers.map((tier, index) => (index === 0 ? { ...tier, pool } : tier));
    }
    const held = new Map(tiers.map(({ pool }) => [pool.id, pool]));
    if (name && !held.has(name.value)) {
      const message = `no tier of this route has the pool "${name.value}"`;
      this.findings.error(name.place, 'unknown-pool', message, suggest(name.value, [...held.keys()]));
      return undefined;
    }
    const swapped = this.#swapped(
      canary,
      [...held.values()].filter(({ id }) => !name || name.value === id),
    );
    return tiers.map((tier) => ({ ...tier, pool: swapped.get(tier.pool.id) ?? tier.pool }));
  }

  /** The pools that change, by the id of those they stand in for. */
  #swapped(canary: CanarySyntax, pools: readonly PoolPlan[]): Map<string, PoolPlan> {
    const { name, replace = new Map() } = canary;
    for (const [id, { value, place }] of replace) {
      this.pools.checkProvider(value.target);
      const known = pools.flatMap(({ targets }) => targets.map((target) => target.id as string));
      if (known.includes(id)) continue;
      const message = `"${id}" is not among the targets that this canary could replace`;
      this.findings.error(place, 'unknown-target', message, suggest(id, known));
    }
    return new Map(
      pools
        .filter(({ targets }) => targets.some(({ id }) => replace.has(id)))
        .map((pool) => [pool.id, replaceTargets(pool, `${pool.id}~${name.value}`, replace, this.findings)]),
    );
  }

  #checkTogether(canaries: readonly CanarySyntax[]): void {
    const names = new Set<string>();
    let sum = 0;
    for (const { name, share } of canaries) {
      if (names.has(name.value)) {
        const message = `this route has another canary "${name.value}"`;
        this.findings.error(name.place, 'duplicate-name', message, 'rename one');
      }
      names.add(name.value);
      if (!share) continue;
      sum += share.value;
      // The sum of shares such as 0.1 is not exact.
      if (sum <= 1 + 1e-9) continue;
      const message = 'the canaries of this route take more than 100% together';
      this.findings.error(share.place, 'canary-shares', message, 'lower their shares');
    }
  }
}
