import { startSimulatorServer } from '../../support/simulator-server.js';
import type { Matrix } from './describe-matrix.js';
import { startMatrixGateway } from './matrix-gateway.js';
import { startTwoApiVendor } from './two-api-vendor.js';
import { STATES, troubled, TROUBLES, type Upstream } from './upstreams.js';

/** An upstream behind a socket, and the plugin that calls it there. */
export interface Vendor extends Upstream {
  readonly plugin: 'openai' | 'openai-compatible' | 'anthropic' | 'google';
}

/** How a provider of the gateway finds a server. */
interface Running {
  readonly address: string;
  readonly apiKey: string;
  stop(): Promise<void>;
}

type Options = Readonly<Record<string, unknown>>;

/** Every upstream is a server that speaks HTTP as its vendor does, called by the plugin for that vendor. */
export async function startVendorMatrix(vendors: readonly Vendor[]): Promise<Matrix> {
  const servers: Running[] = [];
  const providers: Record<string, Options> = {};
  for (const vendor of vendors)
    for (const state of STATES) {
      const server = await startVendor(vendor, { output_tokens: 60, ...(state && TROUBLES[state]) });
      const { address: base_url, apiKey: api_key } = server;
      servers.push(server);
      providers[troubled(vendor.model, state)] = { type: vendor.plugin, base_url, api_key };
    }
  const plugins = vendors.map(({ plugin }) => `@fairlead/plugin-${plugin}`);
  const gateway = await startMatrixGateway(plugins, providers);
  return {
    gateway,
    async stop() {
      await gateway.stop();
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

async function startVendor({ plugin, dialect }: Vendor, options: Options): Promise<Running> {
  if (plugin === 'openai') {
    const vendor = await startTwoApiVendor(options);
    return { ...vendor, address: vendor.baseUrl };
  }
  const server = await startSimulatorServer({ dialect, options });
  return { ...server, address: plugin === 'openai-compatible' ? server.baseUrl : server.url };
}
