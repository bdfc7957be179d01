import { plainValue, type Place } from '../document/document-node.js';
import type { Findings } from '../document/findings.js';
import type { StrategyPlan } from '../plan/index.js';
import { reportConfigProblems } from '../shape/config-problems.js';
import { suggest } from '../shape/words.js';
import type { StrategySyntax } from '../syntax/strategy.js';
import { BUILT_IN_STRATEGY } from './built-in.js';
import type { PolicyCatalog } from './catalog.js';

/** Looks strategies up and has their plugins read the options. */
export class Strategies {
  constructor(
    private readonly catalog: PolicyCatalog,
    private readonly findings: Findings,
    private readonly fallback: StrategySyntax | undefined,
  ) {
    if (fallback) this.plan(fallback, fallback.type.place);
  }

  /**
   * @param written undefined: the policy's default, else the built-in one.
   * @param place of the pool, for a default that is not installed.
   */
  plan(written: StrategySyntax | undefined, place: Place): StrategyPlan | undefined {
    const { type, options } = written ?? this.fallback ?? { type: { value: BUILT_IN_STRATEGY, place } };
    const definition = this.catalog.strategies.get(type.value);
    if (!definition) {
      const message = `no strategy is named "${type.value}"`;
      const hint = suggest(type.value, [...this.catalog.strategies.keys()]);
      this.findings.error(type.place, 'unknown-strategy', message, hint);
      return undefined;
    }
    const result = definition.options.parse(options ? plainValue(options) : {});
    if (result.ok) return { type: type.value, options: result.value };
    const at = options ?? { kind: 'scalar', place: type.place, value: type.value };
    reportConfigProblems(result.problems, at, definition.options, this.findings);
    return undefined;
  }
}
