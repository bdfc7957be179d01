import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runToExit } from '../../e2e/operations/run-to-exit.js';
import { ensureBuilt } from '../../support/build.js';
import { CHART, CONFIG_FILES } from './resources.js';

beforeAll(ensureBuilt, 180_000);

const chartConfig = (
  parse(readFileSync(join(CHART, 'values.yaml'), 'utf8')) as {
    readonly config: { readonly fairlead: string; readonly policy: string };
  }
).config;
const [fairlead, policy] = CONFIG_FILES.map(({ path }) => readFileSync(path, 'utf8')) as [string, string];

it.each([
  ['the plain manifests', fairlead.replaceAll('/run/secrets/fairlead/', './secrets/'), policy],
  ['the chart', chartConfig.fairlead, chartConfig.policy],
])('the gateway takes the configuration of %s without a finding', async (_where, config, policyText) => {
  const { code, stderr } = await runToExit(['--config', 'fairlead.yaml', '--check'], {
    files: {
      'fairlead.yaml': config,
      'policy.yaml': policyText,
      'secrets/openai': 'sk-a\n',
      'secrets/anthropic': 'sk-ant-b\n',
    },
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
