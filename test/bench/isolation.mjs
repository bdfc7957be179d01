// What a request costs when its plugin runs in a worker, beside the same one in the process, in interleaved rounds.
//   npm run bench -- isolation [--quick] [--rounds N] [--seconds S] [--json]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { listening } from './gateway.mjs';
import { runLoad } from './load.mjs';
import { cpuMicros, residentMiB, start } from './processes.mjs';

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    json: { type: 'boolean' },
  },
});
const rounds = Number(flags.rounds ?? (flags.quick ? 3 : 7));
const seconds = Number(flags.seconds ?? (flags.quick ? 1 : 2));
const here = import.meta.dirname;
const PATH = '/v1/chat/completions';
const MEASURES = {
  unary: { connections: 32 },
  // Nothing to batch: every crossing wakes the other thread.
  'one at a time': { connections: 1 },
  stream: { connections: 100, tokens: 50 },
};
const folder = mkdtempSync(join(tmpdir(), 'fairlead-bench-'));
const started = [];

try {
  // The gateway's threads share one core, so that both of a worker's cost is seen; the load has the other.
  const loadCore = Math.min(1, cpus().length - 1);
  const upstream = await run([join(here, 'upstream.mjs')], loadCore, Number);
  const gateways = {};
  for (const isolation of ['none', 'worker'])
    gateways[isolation] = await run(gatewayArguments(isolation, upstream.value), 0, listening);
  for (const { value } of Object.values(gateways))
    await runLoad(value, { connections: 32, path: PATH, seconds: flags.quick ? 3 : 15 });
  const results = {};
  for (const [kind, load] of Object.entries(MEASURES)) results[kind] = await compare(gateways, load);
  report(results);
} finally {
  await Promise.all(started.map((process) => process.stop()));
  rmSync(folder, { recursive: true, force: true });
}

async function run(args, core, read) {
  const process = await start(args, { core, read });
  started.push(process);
  return process;
}

function gatewayArguments(isolation, port) {
  const config = join(folder, `${isolation}.yaml`);
  const policy = join(folder, 'policy.yaml');
  const provider = {
    type: 'openai-compatible',
    base_url: `http://127.0.0.1:${port}/v1`,
    api_key: 'bench',
  };
  const plugins = [{ use: '@fairlead/plugin-openai-compatible', isolation }];
  writeFileSync(config, JSON.stringify({ version: 1, policy, plugins, providers: { a: provider } }));
  const routes = [{ name: 'bench', match: 'any', targets: ['a/bench'] }];
  writeFileSync(policy, JSON.stringify({ version: 1, routes }));
  const main = join(here, '../../apps/gateway/dist/main.js');
  const listen = ['--api-listen', '127.0.0.1:0', '--admin-listen', '127.0.0.1:0'];
  return [main, '--config', config, ...listen, '--state-dir', 'none'];
}

/** Rounds alternate, so that a noisy neighbour hits both; the first one of each only warms up. */
async function compare(gateways, load) {
  const results = { none: [], worker: [] };
  for (let round = 0; round <= rounds; round++) {
    for (const [isolation, gateway] of Object.entries(gateways)) {
      const result = await measure(gateway, load);
      if (round > 0) results[isolation].push(result);
    }
  }
  return results;
}

async function measure({ value, pid }, load) {
  const before = cpuMicros(pid);
  const { requests, failed, seconds: elapsed } = await runLoad(value, { ...load, path: PATH, seconds });
  const cpu = before === undefined ? undefined : (cpuMicros(pid) - before) / requests;
  return { rps: requests / elapsed, cpu, rss: residentMiB(pid), failed };
}

function report(results) {
  if (flags.json) return console.log(JSON.stringify(results, null, 2));
  for (const [kind, { none, worker }] of Object.entries(results)) {
    const row = (runs) => ({
      'requests/s': Math.round(median(runs.map(({ rps }) => rps))),
      'CPU µs/request': Math.round(median(runs.map(({ cpu }) => cpu))),
      'RSS MiB': Math.round(Math.max(...runs.map(({ rss }) => rss ?? NaN))),
      failed: runs.reduce((sum, { failed }) => sum + failed, 0),
    });
    console.log(`\n${kind}: ${rounds} rounds of ${seconds} s, medians`);
    console.table({ 'in the process': row(none), 'in a worker': row(worker) });
    const ratio = median(worker.map(({ cpu }, round) => cpu / none[round].cpu));
    console.log(`A worker costs ${ratio.toFixed(2)} × the CPU of a request in the process (at most 2 ×).`);
  }
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
