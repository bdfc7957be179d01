// What one gateway process takes for a fixed rate of requests, started with the options that image and deployment give Node:
// CPU-seconds per 1000 requests, and the most memory it ever held. 1 KB replies, not streamed, from a provider on loopback.
//   npm run bench:rate -- [--rps 1000] [--seconds 60] [--warm-up 10] [--cpu 0.5] [--memory 256] [--quick] [--json]
// Exits with 1 where the rate, the CPUs or the MiB are not kept to. NODE_OPTIONS take the place of the deployment's.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gatewayArguments, listening } from './gateway.mjs';
import { runRate } from './open-loop.mjs';
import { cpuMicros, peakResidentMiB, start } from './processes.mjs';

const { values: flags } = parseArgs({
  options: {
    rps: { type: 'string', default: '1000' },
    seconds: { type: 'string' },
    'warm-up': { type: 'string' },
    cpu: { type: 'string', default: '0.5' },
    memory: { type: 'string', default: '256' },
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
  },
});
const rps = Number(flags.rps);
const seconds = Number(flags.seconds ?? (flags.quick ? 10 : 60));
const warmUpSeconds = Number(flags['warm-up'] ?? (flags.quick ? 5 : 10));
const here = import.meta.dirname;
const path = '/v1/chat/completions';
const image = imageOptions();
const deployment = process.env.NODE_OPTIONS ?? deploymentOptions();
const folder = mkdtempSync(join(tmpdir(), 'fairlead-bench-'));
const started = [];

try {
  const loadCore = Math.min(1, cpus().length - 1);
  const upstream = await run([join(here, 'upstream.mjs')], loadCore, Number);
  const args = gatewayArguments(folder, `http://127.0.0.1:${upstream.value}`);
  const gateway = await run([...image, ...args], 0, listening);
  await runRate(gateway.value, { rps, seconds: warmUpSeconds, path });
  const before = cpuMicros(gateway.pid);
  const load = await runRate(gateway.value, { rps, seconds, path });
  report(load, cpuMicros(gateway.pid) - before, peakResidentMiB(gateway.pid));
} finally {
  await Promise.all(started.map((process) => process.stop()));
  rmSync(folder, { recursive: true, force: true });
}

async function run(args, core, read) {
  const child = await start(args, { core, read, env: { NODE_ENV: 'production', NODE_OPTIONS: deployment } });
  started.push(child);
  return child;
}

/** What stands between `node` and the program in the image's entry point. */
function imageOptions() {
  const text = readFileSync(join(here, '../../Dockerfile'), 'utf8');
  const words = JSON.parse(/^ENTRYPOINT (\[.*\])$/m.exec(text)[1]);
  return words.slice(words.indexOf('node') + 1, -1);
}

/** NODE_OPTIONS of the manifest: how much of a pod's memory V8 may use. */
function deploymentOptions() {
  const text = readFileSync(join(here, '../../deploy/kubernetes/deployment.yaml'), 'utf8');
  return /name: NODE_OPTIONS, value: (.*?) \}/.exec(text)[1];
}

function report({ requests, failed, seconds: elapsed, latenciesMs }, micros, peakMiB) {
  latenciesMs.sort((a, b) => a - b);
  const at = (share) => latenciesMs[Math.floor(share * (latenciesMs.length - 1))];
  const result = {
    requestsPerSecond: requests / elapsed,
    failed,
    cpuSecondsPer1000Requests: micros / 1000 / requests,
    cpus: micros / 1e6 / elapsed,
    peakRssMiB: peakMiB,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
  const held = {
    rate: failed === 0 && result.requestsPerSecond >= 0.99 * rps,
    cpu: result.cpus <= Number(flags.cpu),
    memory: peakMiB <= Number(flags.memory),
  };
  if (flags.json) console.log(JSON.stringify({ rps, seconds, ...result, held }, null, 2));
  else print(result, held);
  if (!Object.values(held).every(Boolean)) process.exitCode = 1;
}

function print(result, held) {
  const says = (isHeld) => (isHeld ? 'holds' : 'does NOT hold');
  const options = [...image, deployment].join(' ');
  console.log(
    [
      `One process, ${rps} requests a second for ${seconds} s, not streamed, 1 KB replies (Node ${process.version}, ${options})`,
      `rate      ${result.requestsPerSecond.toFixed(0)} requests/s, ${result.failed} failed: ${says(held.rate)}`,
      `CPU       ${result.cpuSecondsPer1000Requests.toFixed(3)} CPU-seconds per 1000 requests, ` +
        `${result.cpus.toFixed(2)} CPU (at most ${flags.cpu}): ${says(held.cpu)}`,
      `memory    ${result.peakRssMiB.toFixed(0)} MiB peak RSS (at most ${flags.memory}): ${says(held.memory)}`,
      `latency   p50 ${result.p50Ms.toFixed(1)} ms, p99 ${result.p99Ms.toFixed(1)} ms, from when a request was due`,
    ].join('\n'),
  );
}
