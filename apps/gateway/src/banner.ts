import type { Plan } from '@fairlead/policy';
import type { Runtime } from './runtime/runtime.js';

/** One screen for the person who has just started the gateway: where it is, what it routes, what to try. */
export function banner(runtime: Runtime, apiUrl: string, adminUrl: string): string {
  const { plan } = runtime.generation;
  const model = plan.routes.flatMap((route) => route.match.models)[0] ?? 'chat';
  return `
  Fairlead is serving.

    API       ${apiUrl}/v1        set this as the base_url of your SDK
    health    ${apiUrl}/health/ready
    metrics   ${adminUrl}/metrics
    policy    ${runtime.settings.policyFile.path} (${plan.version})

  Routes, first match wins:
${routeLines(plan)}

  Try it:

    curl ${apiUrl}/v1/chat/completions -H 'content-type: application/json' \\
      -d '{"model":"${model}","stream":true,"messages":[{"role":"user","content":"Ahoy!"}]}'
`;
}

function routeLines(plan: Plan): string {
  const width = Math.max(...plan.routes.map(({ name }) => name.length));
  return plan.routes
    .map(({ name, tiers }) => {
      const order = tiers.filter((tier) => !tier.onlyViaRule).map((tier) => tierText(tier.pool));
      return `    ${name.padEnd(width)}  ${order.join('  then  ')}`;
    })
    .join('\n');
}

function tierText({ strategy, targets }: Plan['routes'][number]['tiers'][number]['pool']): string {
  const total = targets.reduce((sum, target) => sum + target.weight, 0);
  const shares = targets.map(({ id, weight }) =>
    targets.length === 1 ? id : `${id} ${Math.round((100 * weight) / total)}%`,
  );
  return `${strategy.type}(${shares.join(', ')})`;
}
