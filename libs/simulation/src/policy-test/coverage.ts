import type { Plan, RoutePlan } from '@fairlead/policy';
import { attemptsOf, type Asked } from '../stage/asked.js';
import type { CoverageResult, Reached } from './result.js';
import type { TestFileSyntax } from './syntax/test-file.js';

/** What a test can reach of a policy; each by a name of its own. */
const KINDS = ['routes', 'tiers', 'rules'] as const;
type Kind = (typeof KINDS)[number];

/** Which parts of a policy requests came by. */
export class Coverage {
  readonly #parts: Readonly<Record<Kind, readonly string[]>>;
  readonly #tested = new Set<string>();
  readonly #swept = new Set<string>();

  constructor(private readonly plan: Plan) {
    const { routes } = plan;
    this.#parts = {
      routes: routes.map(({ name }) => name),
      tiers: routes.flatMap((route) => route.tiers.map(({ name }) => tierName(route, name))),
      rules: routes.flatMap((route) => [...route.failover.rules.keys()].map((name) => ruleName(route, name))),
    };
  }

  /** The requests of a test. */
  test(requests: readonly Asked[]): void {
    for (const asked of requests) this.#add(asked, this.#tested);
  }

  /** A request that nobody asked but the sweep. */
  sweep(asked: Asked): void {
    this.#add(asked, this.#swept);
  }

  hasRoute(route: RoutePlan): boolean {
    return this.#has('routes', route.name);
  }

  hasTier(route: RoutePlan, tier: string): boolean {
    return this.#has('tiers', tierName(route, tier));
  }

  hasRule(route: RoutePlan, rule: string): boolean {
    return this.#has('rules', ruleName(route, rule));
  }

  result(asked: TestFileSyntax['coverage'] = {}): CoverageResult {
    const [routes, tiers, rules] = KINDS.map((kind) => this.#reached(kind, asked[kind])) as [
      Reached,
      Reached,
      Reached,
    ];
    const isShort = [routes, tiers, rules].some(({ reached, of, required = 0 }) => reached < required * of);
    return { routes, tiers, rules, passed: !isShort || asked.failUnder === false };
  }

  #add({ report, ...asked }: Asked, to: Set<string>): void {
    const route = this.plan.routes.find(({ name }) => name === report?.route);
    if (report === undefined || route === undefined) return;
    to.add(`routes ${route.name}`);
    for (const { tier } of attemptsOf(asked)) to.add(`tiers ${tierName(route, tier!)}`);
    const { rules } = route.failover;
    for (const { result } of report.attempts) {
      if (result === 'ok') continue;
      const met = rules.has(result) ? result : 'any';
      to.add(`rules ${ruleName(route, met)}`);
    }
  }

  #has(kind: Kind, part: string): boolean {
    return this.#tested.has(`${kind} ${part}`) || this.#swept.has(`${kind} ${part}`);
  }

  #reached(kind: Kind, required: number | undefined): Reached {
    const parts = this.#parts[kind];
    const missing = parts.filter((part) => !this.#has(kind, part));
    const swept = parts.filter((part) => this.#has(kind, part) && !this.#tested.has(`${kind} ${part}`));
    const reached = parts.length - missing.length;
    return { reached, of: parts.length, missing, swept, ...(required !== undefined && { required }) };
  }
}

function tierName({ name }: RoutePlan, tier: string): string {
  return `${name}/${tier}`;
}

function ruleName({ name }: RoutePlan, rule: string): string {
  return `${name}/${rule}`;
}
