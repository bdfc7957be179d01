// A day of ten requests a second through the production policy: how long it takes, and how much memory.
//   node test/bench/simulate.mjs [--hours N] [--seed N] [--html FILE]
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compilePolicy, Findings } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import {
  generatedTraffic,
  openStage,
  readTrafficFile,
  readWorldFile,
  simulate,
  simulationAsHtml,
  simulationAsText,
} from '@fairlead/simulation';

const { values: flags } = parseArgs({
  options: { hours: { type: 'string' }, seed: { type: 'string' }, html: { type: 'string' } },
});
const config = join(import.meta.dirname, '../../config');
const read = (file) => readFileSync(join(config, file), 'utf8');
const [hours, seed] = [Number(flags.hours ?? 24), Number(flags.seed ?? 1)];

const strategies = strategiesByName();
const { plan } = compilePolicy(read('production.policy.yaml'), 'production.policy.yaml', { strategies });
const stage = openStage(plan, strategies, { wall: () => new Date('2026-01-05T00:00:00Z') });
const findings = new Findings('examples');
const { rpsByHour: _, ...described } = readTrafficFile(read('examples/traffic.yaml'), findings);
const world = readWorldFile(read('examples/world.yaml'), stage, findings);
const traffic = generatedTraffic({ ...described, rps: 10, forMs: hours * 3_600_000 }, seed);

const before = process.cpuUsage();
const startMs = performance.now();
const report = await simulate({ stage, traffic, world, seed });
const seconds = (performance.now() - startMs) / 1000;
const { user, system } = process.cpuUsage(before);

console.log(simulationAsText(report));
console.log(
  [
    '',
    `${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of processor`,
    `${((seconds * 1e6) / report.requests).toFixed(1)} µs a request`,
    `${Math.round(process.resourceUsage().maxRSS / 1024)} MiB at most`,
  ].join('\n'),
);
if (flags.html) writeFileSync(flags.html, simulationAsHtml(report));
