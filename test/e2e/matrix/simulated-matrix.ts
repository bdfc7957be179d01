import type { Matrix } from './describe-matrix.js';
import { startMatrixGateway, type Providers } from './matrix-gateway.js';
import { STATES, troubled, TROUBLES, UPSTREAMS } from './upstreams.js';

const QUICK = { type: 'simulator', first_token: '1ms', tokens_per_second: 50_000 };

/** Every upstream is a simulated provider inside the gateway. */
export async function startSimulatedMatrix(): Promise<Matrix> {
  const entries = UPSTREAMS.flatMap(({ model, dialect }) =>
    STATES.map((state) => [troubled(model, state), { ...QUICK, dialect, ...(state && TROUBLES[state]) }]),
  );
  const providers = Object.fromEntries(entries) as Providers;
  const gateway = await startMatrixGateway(['@fairlead/plugin-simulator'], providers);
  return { gateway, stop: () => gateway.stop() };
}
