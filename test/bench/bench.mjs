// The built gateway beside a bare proxy, in interleaved rounds: only ratios of one run are meant to last.
//   npm run bench -- [--quick] [--rounds N] [--seconds S] [--json]
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gatewayArguments, listening } from './gateway.mjs';
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
const gatewayCore = 0;
const loadCore = Math.min(1, cpus().length - 1);

const folder = mkdtempSync(join(tmpdir(), 'fairlead-bench-'));
const started = [];
const SHORT = 50;
const LONG = 250;
const measure = {
  unary: { connections: 32 },
  stream: { connections: 100, tokens: SHORT },
  'long stream': { connections: 100, tokens: LONG },
};
const CHAT = '/v1/chat/completions';
/** The provider speaks chat completions: calls of another dialect are translated. */
const MESSAGES = '/v1/messages';

try {
  const upstream = await run([join(here, 'upstream.mjs')], loadCore, Number);
  const origin = `http://127.0.0.1:${upstream.value}`;
  const base = await run([join(here, 'base-proxy.mjs'), origin], gatewayCore, port);
  const gateway = await run(gatewayArguments(folder, origin), gatewayCore, listening);
  const targets = [
    { name: 'base proxy', path: CHAT, ...base },
    { name: 'fairlead', path: CHAT, ...gateway },
    { name: 'translating', path: MESSAGES, ...gateway },
  ];
  for (const { value, path } of targets)
    await runLoad(value, { connections: 32, seconds: flags.quick ? 5 : 20, path });
  const table = {};
  for (const [kind, load] of Object.entries(measure)) table[kind] = await compare(targets, load);
  report(table);
} finally {
  await Promise.all(started.map((process) => process.stop()));
  rmSync(folder, { recursive: true, force: true });
}

async function run(args, core, read) {
  const process = await start(args, { core, read });
  started.push(process);
  return process;
}

function port(line) {
  return `http://127.0.0.1:${Number(line)}`;
}

async function compare(targets, load) {
  const results = new Map(targets.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const target of targets) results.get(target.name).push(await once(target, load));
  }
  return Object.fromEntries(results);
}

async function once({ value, pid, path }, load) {
  const before = cpuMicros(pid);
  const {
    requests,
    failed,
    seconds: elapsed,
    latenciesMs,
  } = await runLoad(value, { ...load, path, seconds });
  latenciesMs.sort((a, b) => a - b);
  const at = (share) => latenciesMs[Math.floor(share * (latenciesMs.length - 1))];
  const cpu = before === undefined ? undefined : (cpuMicros(pid) - before) / requests;
  return { rps: requests / elapsed, cpu, p50: at(0.5), p99: at(0.99), rss: residentMiB(pid), failed };
}

function report(table) {
  if (flags.json) return console.log(JSON.stringify(table, null, 2));
  for (const [kind, results] of Object.entries(table)) {
    const base = results['base proxy'];
    console.log(
      `\n${kind}: ${measure[kind].connections} connections, ${rounds} rounds of ${seconds} s, medians`,
    );
    const rows = Object.entries(results).map(([name, runs]) => ({
      '': name,
      'requests/s': Math.round(median(runs.map(({ rps }) => rps))),
      'CPU µs/request': Math.round(median(runs.map(({ cpu }) => cpu))),
      '× base': ratio(runs, base),
      'p50 ms': round(median(runs.map(({ p50 }) => p50))),
      'p99 ms': round(median(runs.map(({ p99 }) => p99))),
      'RSS MiB': Math.round(Math.max(...runs.map(({ rss }) => rss ?? NaN))),
      failed: runs.reduce((sum, { failed }) => sum + failed, 0),
    }));
    console.table(Object.fromEntries(rows.map(({ '': name, ...columns }) => [name, columns])));
  }
  const { unary, stream } = table;
  console.log(
    `Fairlead costs ${ratio(unary.fairlead, unary['base proxy'])} × the CPU of a bare proxy per request, ` +
      `${ratio(stream.fairlead, stream['base proxy'])} × per stream of ${SHORT} tokens.`,
  );
  const [passing, translating] = [perToken(table, 'fairlead'), perToken(table, 'translating')];
  console.log(
    `A token costs ${round(passing)} µs where its bytes pass and ${round(translating)} µs where they are translated: ` +
      `${round(translating / passing)} ×; a request ${ratio(unary.translating, unary.fairlead)} ×.`,
  );
}

/** What 200 further tokens cost, so that the cost of the request itself is out of it. */
function perToken(table, name) {
  const [long, short] = [table['long stream'], table.stream].map((results) =>
    median(results[name].map(({ cpu }) => cpu)),
  );
  return (long - short) / (LONG - SHORT);
}

/** Of the same round, so that a noisy neighbour hits both. */
function ratio(runs, base) {
  return round(median(runs.map(({ cpu }, index) => cpu / base[index].cpu)));
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function round(value) {
  return Math.round(value * 100) / 100;
}
