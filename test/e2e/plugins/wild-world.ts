import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { startGateway, type GatewayProcess, type LogLine } from '../../support/gateway-process.js';
import { call, type HttpAnswer } from '../../support/http-call.js';
import { until } from '../../support/time.js';
import { WILD_PLUGIN } from './wild-plugin.js';

/** The models of the wild provider; each has a route of its own, which falls to the steady provider. */
const MODELS = ['well', 'loop', 'exit', 'heap', 'buffers', 'timer', 'block', 'reject', 'throw'];

/** A gateway with a wild plugin, and a steady one in the process, before the same server. */
export class WildWorld {
  private constructor(
    readonly gateway: GatewayProcess,
    readonly server: FaultServer,
    private readonly folder: string,
  ) {}

  static async start(isolation: 'none' | 'worker'): Promise<WildWorld> {
    await ensureBuilt();
    const folder = await mkdtemp(join(tmpdir(), 'fairlead-wild-'));
    const plugin = join(folder, 'wild.mjs');
    await writeFile(plugin, WILD_PLUGIN);
    const server = await startFaultServer();
    const gateway = await startGateway({
      config: fairleadYaml(
        { steady: { base_url: server.baseUrl } },
        {
          plugins: [
            '@fairlead/plugin-openai-compatible',
            isolation === 'worker' ? { use: plugin, isolation, memory: '64MiB' } : plugin,
          ],
          providers: {
            steady: { type: 'openai-compatible', base_url: server.baseUrl, api_key: 'steady-key' },
            wild: { base_url: server.baseUrl },
          },
        },
      ),
      policy: policyYaml([
        ...MODELS.map((model) => ({
          name: model,
          match: { model },
          tiers: [{ targets: [`wild/${model}`] }, { targets: ['steady/m'] }],
        })),
        { name: 'steady', match: 'any', targets: ['steady/m'] },
      ]),
    });
    return new WildWorld(gateway, server, folder);
  }

  ask(model: string, body: object = {}, onBytes?: (bytes: Buffer) => void): Promise<HttpAnswer> {
    const url = `${this.gateway.apiUrl}/v1/chat/completions`;
    return call(url, { model, messages: [], ...body }, onBytes && { onBytes });
  }

  /** Asks the steady route, `callers` at a time, until told to stop: everything that was not a whole 200. */
  async load(callers: number, isOver: () => boolean): Promise<{ asked: number; lost: string[] }> {
    let asked = 0;
    const lost: string[] = [];
    const caller = async (): Promise<void> => {
      while (!isOver()) {
        asked++;
        const { status, ending, text } = await this.ask('anything', { stream: asked % 2 === 0 });
        if (status !== 200 || ending !== 'complete') lost.push(`${status} ${ending} ${text}`);
      }
    };
    await Promise.all(Array.from({ length: callers }, caller));
    return { asked, lost };
  }

  logged(message: string): LogLine[] {
    return this.gateway.logs().filter(({ msg }) => msg === message);
  }

  /** Waits until the worker has been started again so often. */
  async restarted(times: number): Promise<void> {
    const isBack = (): boolean => this.logged('plugin worker runs again').length >= times;
    await until('the worker to run again', isBack, { timeoutMs: 20_000 });
  }

  async metric(name: string): Promise<string[]> {
    const { text } = await call(`${this.gateway.adminUrl}/metrics`);
    return text.split('\n').filter((line) => line.startsWith(name));
  }

  /** By force: how a gateway ends has tests of its own. */
  async stop(): Promise<void> {
    await this.gateway.kill();
    await this.server.stop();
    await rm(this.folder, { recursive: true });
  }
}
