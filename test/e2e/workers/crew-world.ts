import { startFaultServer, type FaultServer } from '../../support/fault-server.js';
import { fairleadYaml, tieredPolicy } from '../../support/config.js';
import { startGateway, type GatewayOptions, type GatewayProcess } from '../../support/gateway-process.js';
import { call, type HttpAnswer } from '../../support/http-call.js';
import { readStream, type StreamAnswer } from '../../support/sse.js';
import { until } from '../../support/time.js';

const BODY = { model: 'chat', messages: [{ role: 'user', content: 'Ahoy' }] };

export interface ListedWorker {
  readonly worker: number;
  readonly pid: number;
  readonly state: string;
}

/** A gateway of two workers in front of a provider. */
export class CrewWorld {
  constructor(
    readonly provider: FaultServer,
    readonly gateway: GatewayProcess,
  ) {}

  /** @param extra keys of `fairlead.yaml` */
  static async start(options: Partial<GatewayOptions> = {}, extra: object = {}): Promise<CrewWorld> {
    const provider = await startFaultServer();
    const config = fairleadYaml({ one: { base_url: provider.baseUrl } }, { ...extra });
    const policy = tieredPolicy(['one/m']);
    const env = { FAIRLEAD_WORKERS: '2', ...options.env };
    return new CrewWorld(provider, await startGateway({ config, policy, ...options, env }));
  }

  async stop(): Promise<void> {
    await this.gateway.kill();
    await this.provider.stop();
  }

  chat(): Promise<HttpAnswer> {
    return call(`${this.gateway.apiUrl}/v1/chat/completions`, BODY);
  }

  /** @param onOpen called with the first event */
  stream(onOpen: () => void = () => undefined): Promise<StreamAnswer> {
    const url = `${this.gateway.apiUrl}/v1/chat/completions`;
    return readStream(url, { ...BODY, stream: true }, { onEvent: onOpen });
  }

  admin(
    path: string,
    options: { readonly method?: string; readonly body?: string } = {},
  ): Promise<HttpAnswer> {
    return call(`${this.gateway.adminUrl}${path}`, options.body, options);
  }

  async page<T>(path: string): Promise<T> {
    return JSON.parse((await this.admin(path)).text) as T;
  }

  async workers(): Promise<readonly ListedWorker[]> {
    return (await this.page<{ workers: ListedWorker[] }>('/admin/workers')).workers;
  }

  serving(count: number, except: readonly number[] = []): Promise<readonly ListedWorker[]> {
    return until(
      `${count} other workers to serve`,
      async () => {
        const all = await this.workers();
        const fresh = all.filter(({ state, pid }) => state === 'serving' && !except.includes(pid));
        return fresh.length === count && fresh;
      },
      { timeoutMs: 15_000 },
    );
  }

  /** The sum of the samples of this name whose line has this text. */
  async metric(name: string, having = ''): Promise<number> {
    const lines = (await this.admin('/metrics')).text.split('\n');
    const samples = lines.filter((line) => new RegExp(`^${name}[ {]`).test(line) && line.includes(having));
    return samples.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }
}
