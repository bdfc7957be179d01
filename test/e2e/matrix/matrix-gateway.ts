import { ensureBuilt } from '../../support/build.js';
import { policyYaml } from '../../support/config.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';

/** By the name of the model that leads to it: a provider instance, as `fairlead.yaml` has it. */
export type Providers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The gateway in front of these providers, with a route of its own for each. */
export async function startMatrixGateway(
  plugins: readonly string[],
  providers: Providers,
): Promise<GatewayProcess> {
  await ensureBuilt();
  const models = Object.keys(providers);
  return startGateway({
    config: JSON.stringify({ version: 1, policy: 'policy.yaml', plugins, providers }),
    policy: policyYaml(
      models.map((model) => ({ name: model, match: { model }, targets: [`${model}/simulated`] })),
    ),
  });
}
