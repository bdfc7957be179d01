import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import type { FaultCase } from './fault-case.js';
import { startRawServers, type RawServers } from './raw-servers.js';

/** One case in one mode, with two providers of its own: what one case does to their health touches no other. */
export interface Scene {
  readonly model: string;
  readonly mode: 'unary' | 'stream';
  readonly row: FaultCase;
  readonly a: FaultServer;
  readonly b: FaultServer;
  /** Where the gateway believes the providers to be. */
  readonly urls: { readonly a: string; readonly b: string };
}

export interface World {
  readonly gateway: GatewayProcess;
  readonly scenes: readonly Scene[];
  scene(row: FaultCase, mode: 'unary' | 'stream'): Scene;
  stop(): Promise<void>;
}

/** Short enough for tests, long enough for a busy machine to answer well in time. */
const TIMEOUTS = { connect: '2s', first_token: '2s', idle: '1s', total: '20s' };

/** One gateway before two fault servers per case, each case a route of two tiers. */
export async function startWorld(rows: readonly FaultCase[]): Promise<World> {
  await ensureBuilt();
  const raw = await startRawServers();
  const scenes = await Promise.all(rows.flatMap((row) => row.modes.map((mode) => setScene(row, mode, raw))));
  const routes = scenes.map(({ model, row }) => ({
    name: model,
    match: { model },
    tiers: tiers(model, row.tiers),
    timeouts: { ...TIMEOUTS, ...row.timeouts },
    failover: { backoff: { base: '1ms', max: '2ms' }, ...row.failover },
  }));
  const providers = scenes.flatMap(({ model, urls }) => [
    [`a-${model}`, { base_url: urls.a, api_key: `secret-of-a-${model}` }] as const,
    [`b-${model}`, { base_url: urls.b, api_key: `secret-of-b-${model}` }] as const,
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
      // First, or the gateway would drain for as long as its last handshake goes on.
      raw.stop();
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

async function setScene(row: FaultCase, mode: 'unary' | 'stream', raw: RawServers): Promise<Scene> {
  const [a, b] = await Promise.all([startFaultServer(), startFaultServer()]);
  const urls = { a: await setUp(a, row.a, raw), b: await setUp(b, row.b, raw) };
  const model = `${row.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)}-${mode}`;
  return { model, mode, row, a, b, urls };
}

/** @returns the base URL for the gateway */
async function setUp(server: FaultServer, script: FaultCase['b'], raw: RawServers): Promise<string> {
  const url = server.baseUrl;
  if (script === 'is silent') return raw.silentUrl;
  if (script === 'speaks no HTTP') return raw.otherUrl;
  if (script === 'speaks no TLS') return url.replace('http:', 'https:');
  if (script === 'refuses') await server.kill();
  else if (script !== undefined) server.play(script());
  return url;
}
