import type { DialectName } from '@fairlead/plugin-sdk';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import plugin, { VENDOR_PLUGIN } from './vendor-plugin.js';
import { startVendor, type VendorServer } from './vendor-server.js';
import { well } from './well.js';

/** What a vendor of each kind speaks. */
const KINDS: Readonly<Record<string, readonly DialectName[]>> = {
  chat: ['openai-chat', 'openai-embeddings', 'openai-completions', 'openai-moderations', 'rerank'],
  responses: ['openai-responses'],
  messages: ['anthropic-messages', 'anthropic-count-tokens'],
  gemini: ['gemini', 'gemini-count-tokens', 'gemini-embeddings'],
  media: [
    'openai-images',
    'openai-image-edits',
    'openai-speech',
    'openai-transcriptions',
    'openai-translations',
  ],
};

export interface Surface {
  readonly vendor: VendorServer;
  readonly gateway: GatewayProcess;
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A gateway before one vendor. Each kind of provider is called as its kind, and its model `m` is reached by
 * `via-<kind>`.
 */
export async function startSurface(extra: Readonly<Record<string, unknown>> = {}): Promise<Surface> {
  await ensureBuilt();
  const vendor = await startVendor(well);
  const kinds = Object.keys(KINDS);
  const providers = kinds.map((kind) => [
    kind,
    { type: plugin.name, base_url: vendor.url, api_key: `key-of-${kind}`, speaks: KINDS[kind] },
  ]);
  const gateway = await startGateway({
    config: fairleadYaml(Object.fromEntries(providers), { plugins: [VENDOR_PLUGIN], ...extra }),
    policy: policyYaml(
      kinds.map((kind) => ({ name: kind, match: { model: `via-${kind}` }, targets: [`${kind}/m`] })),
    ),
  });
  return {
    vendor,
    gateway,
    url: gateway.apiUrl,
    async stop() {
      await gateway.stop();
      await vendor.stop();
    },
  };
}
