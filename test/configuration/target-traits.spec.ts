import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConfigurationError,
  loadDeployment,
  readSettings,
  type ConfigProblemCode,
  type Deployment,
} from '@fairlead/configuration';
import { HttpTransport } from '@fairlead/plugin-host';
import { Findings } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import { VirtualClock } from '@fairlead/simulation';

const configuration = `version: 1
policy: policy.yaml
plugins: ['@fairlead/plugin-openai-compatible']
providers:
  near:
    type: openai-compatible
    base_url: http://127.0.0.1:9/v1
    region: eu
    tags: [own]
    data: { training: deny, retention: limited }
    capabilities: [tools, json_schema]
    prices:
      large: { input_usd_per_mtok: 0.25, output_usd_per_mtok: 1.5 }
    traits:
      large: { context_window: 200000, capabilities: [tools, vision], data: { retention: zero }, tags: [new] }
  far: { type: openai-compatible, base_url: http://127.0.0.1:9/v1 }
`;

async function deploy(policy: string): Promise<Deployment> {
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-test-'));
  const config = join(folder, 'fairlead.yaml');
  writeFileSync(config, configuration);
  writeFileSync(join(folder, 'policy.yaml'), policy);
  const transport = new HttpTransport();
  try {
    const settings = readSettings({ config }, {}, new Findings<ConfigProblemCode>(config))!;
    const tools = { clock: new VirtualClock(), transport, strategies: strategiesByName() };
    return await loadDeployment(settings, tools);
  } finally {
    await transport.close();
    rmSync(folder, { recursive: true });
  }
}

const policyOf = (require: string, targets: string): string =>
  `version: 1\nroutes: [{ name: r, match: any, require: ${require}, targets: [${targets}] }]\n`;

describe('what the configuration says of a target', () => {
  it('is the word of its model before that of its provider, and the policy goes before both', async () => {
    const { targets } = await deploy(
      policyOf('{}', 'near/large, near/small, { target: far/large, region: us, tags: [remote] }'),
    );
    expect(Object.fromEntries([...targets].map(([id, { traits }]) => [id, traits]))).toEqual({
      'near/large': {
        region: 'eu',
        tags: ['own', 'new'],
        data: { training: 'deny', retention: 'zero' },
        capabilities: ['tools', 'vision'],
        contextWindow: 200_000,
        price: { inputNanoUsdPerMtok: 250_000_000, outputNanoUsdPerMtok: 1_500_000_000 },
      },
      'near/small': {
        region: 'eu',
        tags: ['own'],
        data: { training: 'deny', retention: 'limited' },
        capabilities: ['tools', 'json_schema'],
      },
      'far/large': { region: 'us', tags: ['remote'] },
    });
  });

  it('is held against requirements before anything is served', async () => {
    await expect(deploy(policyOf('{ regions: [asia] }', 'near/large, far/large'))).rejects.toEqual(
      expect.objectContaining({
        name: ConfigurationError.name,
        problems: [
          expect.objectContaining({
            code: 'impossible-requirement',
            message: 'no target of this route can meet this: near/large (region), far/large (region)',
          }),
        ],
      }),
    );
  });
});
