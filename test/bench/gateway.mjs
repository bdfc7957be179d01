// The gateway as benchmarks measure it, with what a production policy has: four targets of two providers, the strategy that looks
// at times, probes, failover, and metrics and log as they are by default.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Arguments of Node that start the built gateway before this provider; its files go to `folder`. A port of 0 is any that is free.
 * `settings`, `policy` and `route` are more keys of the configuration, the policy and its route.
 */
export function gatewayArguments(
  folder,
  origin,
  { api = 0, admin = 0, settings = {}, policy: more = {}, route = {} } = {},
) {
  const config = join(folder, 'fairlead.yaml');
  const policy = {
    version: 1,
    defaults: { health: 'watched', failover: { max_attempts: 3 } },
    health_profiles: { watched: { active: { probe: 'models_list', interval: '10s', when: ['always'] } } },
    routes: [
      {
        name: 'bench',
        match: 'any',
        targets: ['a/bench', 'a/bench-small', 'b/bench', 'b/bench-small'],
        strategy: 'latency',
        ...route,
      },
    ],
    ...more,
  };
  const provider = { type: 'openai-compatible', base_url: `${origin}/v1`, api_key: 'bench' };
  const plugins = ['@fairlead/plugin-openai-compatible'];
  writeFileSync(
    config,
    JSON.stringify({
      version: 1,
      policy: 'policy.yaml',
      plugins,
      providers: { a: provider, b: provider },
      ...settings,
    }),
  );
  writeFileSync(join(folder, 'policy.yaml'), JSON.stringify(policy));
  const main = join(import.meta.dirname, '../../apps/gateway/dist/main.js');
  const listen = ['--api-listen', `127.0.0.1:${api}`, '--admin-listen', `127.0.0.1:${admin}`];
  return [main, '--config', config, ...listen, '--state-dir', 'none'];
}

/** Where its API is, once a line of its log says so. */
export function listening(line) {
  return addresses(line)?.api;
}

/** Where API and operations are. */
export function addresses(line) {
  const record = line.startsWith('{') ? JSON.parse(line) : {};
  return record.msg === 'listening' ? { api: record.api, admin: record.admin } : undefined;
}
