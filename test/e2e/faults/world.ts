import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import type { FaultCase } from './fault-case.js';

/** One case in one mode, with two providers of its own: what one case does to their health touches no other. */
export interface Scene {
  readonly model: string;
  readonly mode: 'unary' | 'stream';
  readonly row: FaultCase;
  readonly a: FaultServer;
  readonly b: FaultServer;
}

export interface World {
  readonly gateway: GatewayProcess;
  readonly scenes: readonly Scene[];
  scene(row: FaultCase, mode: 'unary' | 'stream'): Scene;
  stop(): Promise<void>;
}

/** Short enough for tests, long enough for a busy machine to answer well in time. */
const TIMEOUTS = { connect: '2s', first_token: '600ms', idle: '600ms', total: '20s' };

/** One gateway before two fault servers per case, each case a route of two tiers. */
export async function startWorld(rows: readonly FaultCase[]): Promise<World> {
  await ensureBuilt();
  const scenes = await Promise.all(rows.flatMap((row) => row.modes.map((mode) => setScene(row, mode))));
  const routes = scenes.map(({ model, row }) => ({
    name: model,
    match: { model },
    tiers: tiers(model, row.tiers),
    timeouts: { ...TIMEOUTS, ...row.timeouts },
    failover: { backoff: { base: '1ms', max: '2ms' }, ...row.failover },
  }));
  const providers = scenes.flatMap(({ model, a, b }) => [
    [`a-${model}`, { base_url: a.baseUrl, api_key: `secret-of-a-${model}` }] as const,
    [`b-${model}`, { base_url: b.baseUrl, api_key: `secret-of-b-${model}` }] as const,
  ]);
  const gateway = await startGateway({
    config: fairleadYaml(Object.fromEntries(providers)),
    policy: policyYaml(routes),
  });
  return {
    gateway,
    scenes,
    scene: (row, mode) => scenes.find((scene) => scene.row === row && scene.mode === mode)!,
    async stop() {
      await gateway.stop();
      await Promise.all(scenes.flatMap(({ a, b }) => [a.stop(), b.stop()]));
    },
  };
}

function tiers(model: string, how: FaultCase['tiers']): object[] {
  const first = { targets: [`a-${model}/m`] };
  const byRule = how === 'b by rule' ? { only_via_rule: true } : {};
  return how === 'a alone' ? [first] : [first, { name: 'second', targets: [`b-${model}/m`], ...byRule }];
}

async function setScene(row: FaultCase, mode: 'unary' | 'stream'): Promise<Scene> {
  const [a, b] = await Promise.all([startFaultServer(), startFaultServer()]);
  for (const [server, script] of [
    [a, row.a],
    [b, row.b],
  ] as const) {
    if (script === 'refuses') await server.kill();
    else if (script !== undefined) server.play(script());
  }
  const model = `${row.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)}-${mode}`;
  return { model, mode, row, a, b };
}
