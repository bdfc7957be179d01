import type { Place } from '../document/document-node.js';
import type { Findings } from '../document/findings.js';
import type { HealthProfile, PoolPlan, StrategyPlan, TargetPlan } from '../plan/index.js';
import type { Located } from '../shape/shape.js';
import { suggest } from '../shape/words.js';
import type { StrategySyntax } from '../syntax/strategy.js';
import type { TargetName, TargetSyntax } from '../syntax/target.js';
import type { PolicyCatalog } from './catalog.js';
import type { Strategies } from './strategies.js';

/** What a pool needs, wherever it is written. */
export interface PoolParts {
  readonly id: string;
  readonly place: Place;
  readonly strategy?: StrategySyntax | undefined;
  readonly targets: readonly TargetSyntax[];
  readonly health: HealthProfile;
}

/** Makes pools, checking what they name. */
export class PoolCompiler {
  constructor(
    private readonly catalog: PolicyCatalog,
    private readonly strategies: Strategies,
    private readonly findings: Findings,
  ) {}

  /** The pool; undefined when its strategy cannot be used, which was reported. */
  compile({ id, place, strategy, targets, health }: PoolParts): PoolPlan | undefined {
    const seen = new Set<string>();
    for (const { target } of targets) {
      this.checkProvider(target);
      if (seen.has(target.value.id)) {
        const message = `"${target.value.id}" is in this pool already`;
        this.findings.error(
          target.place,
          'duplicate-target',
          message,
          'keep one entry and give it the weight of both',
        );
      }
      seen.add(target.value.id);
    }
    const balancedBy = this.strategies.plan(strategy, place);
    if (balancedBy) this.#checkPrices(balancedBy, targets);
    return balancedBy && { id, strategy: balancedBy, targets: targets.map(planTarget), health };
  }

  /** Warns of targets that a strategy would refuse for want of a price. */
  #checkPrices({ type, options }: StrategyPlan, targets: readonly TargetSyntax[]): void {
    if (!this.catalog.strategies.get(type)?.needsPrices?.(options)) return;
    for (const { target, prices } of targets) {
      const known = this.catalog.traits?.(target.value);
      if (prices || known === undefined || known.price) continue;
      const message = `the price of "${target.value.id}" is not known, and "${type}" never picks such a target`;
      this.findings.warning(
        target.place,
        'unknown-price',
        message,
        'give it "prices" here or in fairlead.yaml',
      );
    }
  }

  /** Reports a target whose provider the gateway does not have. */
  checkProvider({ value, place }: Located<TargetName>): void {
    if (this.catalog.providers?.includes(value.provider) ?? true) return;
    const message = `no provider is named "${value.provider}"`;
    this.findings.error(
      place,
      'unknown-provider',
      message,
      suggest(value.provider, this.catalog.providers ?? []),
    );
  }
}

/** A target, filled in. */
export function planTarget(
  { target, weight, limits = {}, prefill, prices, region, tags }: TargetSyntax,
  position: number,
): TargetPlan {
  return {
    ...target.value,
    weight: weight ?? 1,
    ...limits,
    ...(prefill !== undefined && { prefill }),
    ...(prices && { prices }),
    ...(region !== undefined && { region }),
    ...(tags && { tags }),
    position,
  };
}
