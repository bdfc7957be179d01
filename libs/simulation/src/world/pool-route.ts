import { compilePolicy, formatProblem, type RoutePlan } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import type { ScriptedTarget } from './scripted-target.js';

/**
 * The route of a policy with one pool.
 *
 * @throws Error with the policy's problems, for example an option that the strategy does not know.
 */
export function poolRoute(targets: readonly ScriptedTarget[], type: string, options: object): RoutePlan {
  // JSON is YAML.
  const policy = JSON.stringify({
    version: 1,
    pools: { pool: { strategy: { type, ...options }, targets: targets.map(asWritten) } },
    routes: [{ name: 'rehearsal', match: 'any', pool: 'pool' }],
  });
  const providers = targets.map(({ id }) => id.slice(0, id.indexOf('/')));
  const catalog = { providers: [...new Set(providers)], strategies: strategiesByName() };
  const { plan, problems } = compilePolicy(policy, 'rehearsal', catalog);
  if (plan === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  return plan.routes[0]!;
}

function asWritten({ id, weight = 1 }: ScriptedTarget): object {
  return { target: id, weight };
}
