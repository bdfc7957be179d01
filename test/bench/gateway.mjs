// The gateway as benchmarks measure it: one route, two targets, the strategy that looks at times.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Arguments of Node that start the built gateway before this provider; its files go to `folder`. */
export function gatewayArguments(folder, origin) {
  const config = join(folder, 'fairlead.yaml');
  const policy = {
    version: 1,
    routes: [{ name: 'bench', match: 'any', targets: ['a/bench', 'b/bench'], strategy: 'latency' }],
  };
  const provider = { type: 'openai-compatible', base_url: `${origin}/v1`, api_key: 'bench' };
  const plugins = ['@fairlead/plugin-openai-compatible'];
  writeFileSync(
    config,
    JSON.stringify({ version: 1, policy: 'policy.yaml', plugins, providers: { a: provider, b: provider } }),
  );
  writeFileSync(join(folder, 'policy.yaml'), JSON.stringify(policy));
  const main = join(import.meta.dirname, '../../apps/gateway/dist/main.js');
  const listen = ['--api-listen', '127.0.0.1:0', '--admin-listen', '127.0.0.1:0'];
  return [main, '--config', config, ...listen, '--state-dir', 'none'];
}

/** Where its API is, once a line of its log says so. */
export function listening(line) {
  const record = line.startsWith('{') ? JSON.parse(line) : {};
  return record.msg === 'listening' ? record.api : undefined;
}
