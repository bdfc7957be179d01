import type { GatewayProcess } from '../../support/gateway-process.js';
import { CASES, type CaseName } from './cases/index.js';
import type { Client } from './client.js';
import { startMatrixGateway } from './matrix-gateway.js';
import type { OwnCase, Stage } from './stage.js';
import { UPSTREAMS } from './upstreams.js';

/** Plays every case with every client against every upstream, through one gateway. */
export function describeClients(
  clients: readonly Client[],
  own: Readonly<Record<string, OwnCase>> = {},
): void {
  let gateway: GatewayProcess;
  beforeAll(async () => {
    gateway = await startMatrixGateway();
  }, 180_000);
  afterAll(() => gateway.stop());

  const stageOf = (upstream: (typeof UPSTREAMS)[number]): Omit<Stage, 'client'> => ({
    upstream,
    gateway,
    call: { baseUrl: gateway.apiUrl, apiKey: 'simulated-key', model: upstream.model },
  });

  describe.each(UPSTREAMS.map((upstream) => [upstream.dialect, upstream] as const))(
    'against %s',
    (_dialect, upstream) => {
      for (const client of clients)
        describe(client.name, () => {
          for (const [name, play] of Object.entries(CASES)) {
            const reason = client.cannot[name as CaseName];
            if (reason === undefined) it(name, () => play({ client, ...stageOf(upstream) }));
            else it.skip(`${name} (cannot: ${reason})`, () => undefined);
          }
        });
      for (const [name, play] of Object.entries(own)) it(name, () => play(stageOf(upstream)));
    },
  );
}
