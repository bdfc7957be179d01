// What FAIRLEAD_WORKERS brings: one process, n workers, and n gateways that know nothing of each other, in interleaved rounds.
// Load and provider run on the same cores, so no gateway can ever have all of them: the n gateways of their own show what
// these cores can give, and what the workers lose by having one address.
//   npm run bench:workers -- [--quick] [--workers N] [--rounds N] [--seconds S] [--json]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runLoad } from './load.mjs';
import { cpuMicros, start } from './processes.mjs';

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    workers: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    json: { type: 'boolean' },
  },
});
const cores = availableParallelism();
const workers = Number(flags.workers ?? Math.max(2, cores));
const rounds = Number(flags.rounds ?? (flags.quick ? 3 : 7));
const seconds = Number(flags.seconds ?? (flags.quick ? 1 : 2));
const here = import.meta.dirname;
const PATH = '/v1/chat/completions';
const CONNECTIONS = 32;
/** `heavy`: a plugin computes for some milliseconds at each request, so that load and provider hardly count. */
const KINDS = { plain: 0, heavy: 3_000_000 };
const folder = mkdtempSync(join(tmpdir(), 'fairlead-bench-'));
const started = [];

try {
  const upstream = await run([join(here, 'upstream.mjs')], Number);
  const results = {};
  for (const [kind, steps] of Object.entries(KINDS)) {
    const args = gatewayArguments(kind, steps, upstream.value);
    const one = await gateway(args, 1);
    const more = await Promise.all(Array.from({ length: workers - 1 }, () => gateway(args, 1)));
    const apart = {
      urls: [one, ...more].flatMap(({ urls }) => urls),
      pids: [one, ...more].flatMap(({ pids }) => pids),
    };
    const together = await gateway(args, workers);
    for (const each of [apart, together]) await load(each, flags.quick ? 3 : 10);
    results[kind] = [];
    for (let round = 0; round < rounds; round++)
      results[kind].push({
        one: await measure(one),
        together: await measure(together),
        apart: await measure(apart),
      });
    await Promise.all([one, ...more, together].map(({ stop }) => stop()));
  }
  report(results);
} finally {
  await Promise.all(started.map((each) => each.stop()));
  rmSync(folder, { recursive: true, force: true });
}

async function run(args, read, env) {
  const all = cores > 1 ? `0-${cores - 1}` : '0';
  const child = await start(args, { core: all, read, env });
  let stopped;
  const once = { ...child, stop: () => (stopped ??= child.stop()) };
  started.push(once);
  return once;
}

/** Its workers are children of its process, and counted with it. */
async function gateway(args, count) {
  const child = await run(
    args,
    (line) => {
      const record = line.startsWith('{') ? JSON.parse(line) : {};
      return record.msg === 'listening' ? record : undefined;
    },
    { FAIRLEAD_WORKERS: String(count) },
  );
  return { urls: [child.value.api], pids: [child.pid], stop: child.stop };
}

function gatewayArguments(kind, steps, port) {
  writeFileSync(join(folder, 'plugin.mjs'), plugin(port));
  const config = join(folder, `${kind}.yaml`);
  const policy = join(folder, 'policy.yaml');
  const providers = { a: { type: 'bench', steps } };
  writeFileSync(config, JSON.stringify({ version: 1, policy, plugins: ['./plugin.mjs'], providers }));
  const routes = [{ name: 'bench', match: 'any', targets: ['a/bench'] }];
  writeFileSync(policy, JSON.stringify({ version: 1, routes }));
  const main = join(here, '../../apps/gateway/dist/main.js');
  const listen = ['--api-listen', '127.0.0.1:0', '--admin-listen', '127.0.0.1:0'];
  return [main, '--config', config, ...listen, '--state-dir', 'none'];
}

/** A fixed amount of work, not of time: a process that waits for a core has done none of it. */
function plugin(port) {
  return `
const bench = {
  config: { keys: ['steps'], secrets: [], parse: (value) => ({ ok: true, value, unset: [] }) },
  speaks: ['openai-chat'],
  create: ({ steps }) => ({
    address() {
      for (let i = 0, x = 1; i < steps; i++) x = (Math.imul(x, 1103515245) + 12345) | 0;
      return 'http://127.0.0.1:${port}/v1/chat/completions';
    },
  }),
};
export default { name: 'bench', providers: { bench }, [Symbol.for('fairlead.plugin.contract')]: 1 };
`;
}

/** The connections are shared out evenly over its addresses. */
async function load({ urls }, forSeconds) {
  const connections = CONNECTIONS / urls.length;
  const runs = await Promise.all(
    urls.map((url) => runLoad(url, { path: PATH, connections, seconds: forSeconds })),
  );
  const sum = (of) => runs.reduce((total, run) => total + of(run), 0);
  const elapsed = Math.max(...runs.map((run) => run.seconds));
  return { requests: sum(({ requests }) => requests), failed: sum(({ failed }) => failed), elapsed };
}

async function measure(gateway) {
  const before = cpuOf(gateway.pids);
  const { requests, failed, elapsed } = await load(gateway, seconds);
  return { rps: requests / elapsed, cpu: (cpuOf(gateway.pids) - before) / requests, failed };
}

function cpuOf(pids) {
  return pids.reduce((sum, pid) => sum + (cpuMicros(pid) ?? NaN), 0);
}

function report(results) {
  if (flags.json) return console.log(JSON.stringify(results, null, 2));
  console.log(`${cores} cores, shared by the gateway, its load and its provider`);
  for (const [kind, runs] of Object.entries(results)) {
    const row = (of) => ({
      'requests/s': Math.round(median(runs.map((run) => run[of].rps))),
      'CPU µs/request': Math.round(median(runs.map((run) => run[of].cpu))),
      failed: runs.reduce((sum, run) => sum + run[of].failed, 0),
    });
    console.log(`\n${kind}: ${CONNECTIONS} connections, ${rounds} rounds of ${seconds} s, medians`);
    console.table({
      '1 process': row('one'),
      [`${workers} workers`]: row('together'),
      [`${workers} of their own`]: row('apart'),
    });
    const ratio = (what, a, b) => median(runs.map((run) => run[a][what] / run[b][what])).toFixed(2);
    console.log(
      `${workers} workers: ${ratio('rps', 'together', 'one')} × the requests of one process, ` +
        `${ratio('rps', 'together', 'apart')} × those of ${workers} gateways of their own, ` +
        `at ${ratio('cpu', 'together', 'apart')} × the CPU of these.`,
    );
  }
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
