import type { Place } from '../document/document-node.js';
import type { Findings } from '../document/findings.js';
import { compileMatcher } from '../matcher.js';
import type { ConstraintPlan, Requirement, RoutePlan, TargetPlan } from '../plan/index.js';
import type { ConstraintSyntax } from '../syntax/constraint.js';
import type { RouteSyntax } from '../syntax/route.js';
import { traitsOf } from '../traits.js';
import { unmet } from '../unmet.js';
import type { PolicyCatalog } from './catalog.js';

/** Makes constraints, and finds requirements that no target can meet. */
export class Requirements {
  constructor(
    private readonly catalog: PolicyCatalog,
    private readonly findings: Findings,
  ) {}

  constraints(written: readonly ConstraintSyntax[]): ConstraintPlan[] {
    const names = new Map<string, ConstraintSyntax>();
    return written.flatMap((constraint) => {
      const { name, match, require, place } = constraint;
      const first = name && names.get(name.value);
      if (first) {
        const message = `the constraint on line ${first.place.line} is named "${name.value}" too`;
        this.findings.error(
          name.place,
          'duplicate-name',
          message,
          'rename one: explanations tell them by name',
        );
      } else if (name) names.set(name.value, constraint);
      if (!name || !match || !require) return [];
      return [{ name: name.value, match: compileMatcher(match), require: require.value, line: place.line }];
    });
  }

  /** Reports what no target of its route, or of any route, can meet. */
  check(
    constraints: readonly ConstraintSyntax[],
    listed: readonly RouteSyntax[],
    routes: readonly RoutePlan[],
  ): void {
    if (this.catalog.traits === undefined) return;
    for (const { require, name } of constraints) {
      if (!require) continue;
      const all = routes.flatMap(targetsOf);
      this.#report(require.value, all, require.place, `no target of any route can meet "${name?.value}"`);
    }
    for (const { require, name } of listed) {
      const route = routes.find((each) => each.name === name?.value);
      if (!require || !route) continue;
      this.#report(require.value, targetsOf(route), require.place, 'no target of this route can meet this');
    }
  }

  #report(requirement: Requirement, targets: readonly TargetPlan[], place: Place, message: string): void {
    const reasons = targets.map((target) => [target.id, this.#unmet(requirement, target)] as const);
    if (reasons.length === 0 || reasons.some(([, reason]) => reason === undefined)) return;
    const told = [...new Map(reasons)].map(([id, reason]) => `${id} (${reason})`).join(', ');
    const hint =
      'what is not known of a target does not count as met: say it in the configuration of its provider';
    this.findings.error(place, 'impossible-requirement', `${message}: ${told}`, hint);
  }

  #unmet(requirement: Requirement, target: TargetPlan): string | undefined {
    const known = this.catalog.traits?.(target);
    // Its provider is not configured, which is a problem of its own.
    return known && unmet(requirement, traitsOf(target, known), undefined);
  }
}

function targetsOf({ tiers, canaries }: RoutePlan): TargetPlan[] {
  return [...tiers, ...canaries.flatMap((canary) => canary.tiers)].flatMap(({ pool }) => pool.targets);
}
