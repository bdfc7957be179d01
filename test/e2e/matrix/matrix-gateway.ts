import { ensureBuilt } from '../../support/build.js';
import { policyYaml } from '../../support/config.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { TROUBLES, troubled, UPSTREAMS, type Trouble } from './upstreams.js';

const QUICK = { type: 'simulator', first_token: '1ms', tokens_per_second: 50_000 };
const KINDS: readonly (Trouble | undefined)[] = [undefined, ...(Object.keys(TROUBLES) as Trouble[])];

/** The gateway in front of every upstream, well and in trouble. */
export async function startMatrixGateway(): Promise<GatewayProcess> {
  await ensureBuilt();
  const entries = UPSTREAMS.flatMap(({ model, dialect }) =>
    KINDS.map((trouble) => ({
      name: trouble === undefined ? model : troubled(model, trouble),
      provider: { ...QUICK, dialect, ...(trouble && TROUBLES[trouble]) },
    })),
  );
  return startGateway({
    config: JSON.stringify({
      version: 1,
      policy: 'policy.yaml',
      plugins: ['@fairlead/plugin-simulator'],
      providers: Object.fromEntries(entries.map(({ name, provider }) => [`sim-${name}`, provider])),
    }),
    policy: policyYaml(
      entries.map(({ name }) => ({ name, match: { model: name }, targets: [`sim-${name}/simulated`] })),
    ),
  });
}
