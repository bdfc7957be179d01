import { createHash } from 'node:crypto';
import { BUILT_IN } from './compile/built-in.js';
import type { PolicyCatalog } from './compile/catalog.js';
import { Budgets } from './compile/budgets.js';
import { checkDetours } from './compile/detours.js';
import { mergePanic } from './compile/panic.js';
import { resolveAliases } from './compile/aliases.js';
import { checkDefaultRules, mergeFailover } from './compile/failover.js';
import { CanaryCompiler } from './compile/canaries.js';
import { ExtrasCompiler } from './compile/extras.js';
import { ShadowCompiler } from './compile/shadows.js';
import { freezeDeep } from './compile/freeze.js';
import { HealthProfiles } from './compile/health-profiles.js';
import { mergeMaps } from './compile/merge-maps.js';
import { NamedPools } from './compile/named-pools.js';
import { PoolCompiler } from './compile/pools.js';
import { checkReachability } from './compile/reachability.js';
import { Requirements } from './compile/requirements.js';
import { RouteCompiler } from './compile/routes.js';
import { Strategies } from './compile/strategies.js';
import { TierCompiler } from './compile/tiers.js';
import { effectivePolicy } from './effective/effective-policy.js';
import { PolicySources } from './effective/policy-sources.js';
import { Findings } from './document/findings.js';
import { reportInert } from './lint/report-inert.js';
import { reportUnusedRoutes } from './lint/unused-routes.js';
import type { Plan, PoolPlan, RouteDefaults, RoutePlan } from './plan/index.js';
import type { Problem } from './problem.js';
import { expandExtends } from './sources/expand-extends.js';
import { readSources, type ReadImport } from './sources/read-sources.js';
import { policy, type PolicySyntax } from './syntax/policy.js';

/** A plan, unless a problem is an error; warnings come beside a plan. */
export interface CompiledPolicy {
  readonly plan?: Plan;
  /** Where each value comes from; beside a plan. */
  readonly sources?: PolicySources;
  /** Sorted by position. */
  readonly problems: readonly Problem[];
}

/**
 * Checks a policy as a whole and makes a plan of it. Never throws: whatever is wrong with the text is a problem.
 *
 * @param file as the problems shall name it; nothing is read from disk.
 * @param readImport reads the files that the policy imports; without it there are none.
 */
export function compilePolicy(
  text: string,
  file: string,
  catalog: PolicyCatalog,
  readImport: ReadImport = () => undefined,
): CompiledPolicy {
  const findings = new Findings(file);
  const { root: joined, texts } = readSources(text, findings, readImport);
  const root = joined && expandExtends(joined, findings);
  const syntax = root && policy.read(root, findings);
  const parts = syntax && compileParts(syntax, catalog, findings);
  if (!root || !parts || findings.failed) return { problems: findings.problems() };
  reportInert(root, parts.routes, findings);
  const version = createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 12);
  const sources = new PolicySources(() => effectivePolicy(root, file, catalog));
  return { plan: freezeDeep({ version, ...parts }), sources, problems: findings.problems() };
}

function compileParts(
  syntax: PolicySyntax,
  catalog: PolicyCatalog,
  findings: Findings,
): Omit<Plan, 'version'> {
  const { name, healthProfiles = new Map(), pools: written = new Map(), routes: listed = [] } = syntax;
  const profiles = new HealthProfiles(healthProfiles, findings);
  const defaults = compileDefaults(syntax.defaults, profiles, findings);
  const strategies = new Strategies(catalog, findings, syntax.defaults?.strategy);
  const compiler = new PoolCompiler(catalog, strategies, findings);
  const named = new NamedPools(written, compiler, profiles, defaults.health, findings);
  const budgets = new Budgets(syntax.budgets ?? new Map(), findings);
  const tiers = new TierCompiler(named, compiler, findings);
  const extras = new ExtrasCompiler({
    defaults: syntax.defaults,
    canaries: new CanaryCompiler(named, compiler, findings),
    shadows: new ShadowCompiler(named, compiler, budgets),
    budgets,
  });
  const routeCompiler = new RouteCompiler(defaults, profiles, compiler, tiers, extras, findings);
  const routes = listed.map((route) => routeCompiler.compile(route)).filter((route) => route !== undefined);
  const requirements = new Requirements(catalog, findings);
  const constraints = requirements.constraints(syntax.constraints ?? []);
  requirements.check(syntax.constraints ?? [], listed, routes);
  checkDetours(syntax.budgets ?? new Map(), routes, findings);
  named.reportUnused();
  budgets.reportUnused();
  reportUnusedRoutes(syntax, findings);
  const last = listed.at(-1);
  if (last) checkReachability(listed, last.place, findings);
  const aliases = resolveAliases(syntax.aliases ?? new Map(), findings);
  const pools = poolsById(named, routes);
  return { ...(name && { name }), aliases, routes, pools, constraints, budgets: budgets.plans, defaults };
}

function compileDefaults(
  written: PolicySyntax['defaults'],
  profiles: HealthProfiles,
  findings: Findings,
): RouteDefaults {
  checkDefaultRules(written?.failover, findings);
  const standard = { value: BUILT_IN.health.name, place: { line: 1, column: 1 } };
  return {
    timeouts: mergeMaps(BUILT_IN.timeouts, written?.timeouts),
    failover: mergeFailover(BUILT_IN.failover, written?.failover),
    panic: mergePanic(BUILT_IN.panic, written?.panic, findings),
    health: profiles.find(written?.health ?? standard) ?? BUILT_IN.health,
  };
}

function poolsById(named: NamedPools, routes: readonly RoutePlan[]): Map<string, PoolPlan> {
  const all = [...named.values(), ...routes.flatMap(poolsOf)];
  return new Map(all.map((pool) => [pool.id, pool]));
}

function poolsOf({ tiers, canaries, shadows }: RoutePlan): PoolPlan[] {
  const tried = [...tiers, ...canaries.flatMap((canary) => canary.tiers)];
  return [...tried.map((tier) => tier.pool), ...shadows.map((shadow) => shadow.pool)];
}
