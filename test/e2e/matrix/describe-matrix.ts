import type { GatewayProcess } from '../../support/gateway-process.js';
import type { CaseName } from './case-name.js';
import { CASES } from './cases/index.js';
import type { Client } from './client.js';
import type { OwnCase, Stage } from './stage.js';
import type { Upstream } from './upstreams.js';

/** A gateway with everything behind it. */
export interface Matrix {
  readonly gateway: GatewayProcess;
  stop(): Promise<unknown>;
}

interface Row {
  readonly name: string;
  readonly upstream: Upstream;
  readonly clients: readonly Client[];
}

/** Plays every case with every client of each row against its upstream, all through one gateway. */
export function describeMatrix(
  start: () => Promise<Matrix>,
  rows: readonly Row[],
  own: Readonly<Record<string, OwnCase>> = {},
): void {
  let matrix: Matrix;
  beforeAll(async () => {
    matrix = await start();
  }, 180_000);
  afterAll(() => matrix.stop());

  const stageOf = (upstream: Upstream): Omit<Stage, 'client'> => ({
    upstream,
    gateway: matrix.gateway,
    call: { baseUrl: matrix.gateway.apiUrl, apiKey: 'callers-own', model: upstream.model },
  });

  describe.each(rows)('against $name', ({ upstream, clients }) => {
    for (const client of clients)
      describe(client.name, () => {
        for (const [name, play] of Object.entries(CASES)) {
          const reason = client.cannot[name as CaseName];
          if (reason === undefined) it(name, () => play({ client, ...stageOf(upstream) }));
          else it.skip(`${name} (cannot: ${reason})`, () => undefined);
        }
      });
    for (const [name, play] of Object.entries(own)) it(name, () => play(stageOf(upstream)));
  });
}
