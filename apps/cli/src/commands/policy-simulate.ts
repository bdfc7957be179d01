import { writeFileSync } from 'node:fs';
import type { Problem } from '@fairlead/policy';
import {
  simulate as play,
  simulationAsHtml,
  simulationAsText,
  type SimulationReport,
} from '@fairlead/simulation';
import { UsageError, type Command, type ExitCode, type Flags, type Invocation } from '../command.js';
import { numberFlag, textFlag } from '../flags.js';
import { ESTATE_HELP, ESTATE_OPTIONS, readEstate } from '../input/estate.js';
import { readSending, readSimulation, SIMULATION_HELP, SIMULATION_OPTIONS } from '../input/simulation.js';
import { stageFor } from '../input/stage.js';
import { printProblems } from '../output/problems.js';

/** Each is an engine with its own state of every target. */
const MAX_REPLICAS = 256;

export const policySimulate: Command = {
  name: 'policy simulate',
  summary: 'Plays hours of traffic through a policy in seconds: shares, success, latency, spend, ejections.',
  usage: '[FILE] [options]',
  help: [
    ...ESTATE_HELP,
    ...SIMULATION_HELP,
    ['--replicas N', 'gateways that share the traffic and know nothing of each other (1)'],
    ['--html FILE', 'write the report as a page with charts'],
  ],
  options: {
    ...ESTATE_OPTIONS,
    ...SIMULATION_OPTIONS,
    replicas: { type: 'string' },
    html: { type: 'string' },
  },
  takes: { min: 0, max: 1 },
  run: simulate,
};

async function simulate(invocation: Invocation): Promise<ExitCode> {
  const { arguments: files, flags, json, terminal } = invocation;
  const problems: Problem[] = [];
  const report = await reportOn(invocation, files[0], problems);
  if (!json) printProblems(problems, terminal);
  if (report === undefined) {
    if (json) terminal.print(JSON.stringify({ problems }, undefined, 2));
    return 1;
  }
  const html = textFlag(flags, 'html');
  if (html !== undefined) writeFileSync(html, simulationAsHtml(report));
  terminal.print(json ? JSON.stringify(report, undefined, 2) : simulationAsText(report));
  return 0;
}

async function reportOn(
  invocation: Invocation,
  file: string | undefined,
  problems: Problem[],
): Promise<SimulationReport | undefined> {
  const { flags } = invocation;
  const replicas = readReplicas(flags);
  const sending = readSending(flags, problems);
  if (sending === undefined) return undefined;
  const at = sending.traffic.start ?? new Date();
  const estate = await readEstate(invocation, file, { at });
  problems.push(...estate.problems);
  const stage = stageFor(estate, at);
  const simulation = stage && readSimulation(flags, stage, sending, problems);
  return simulation && play({ ...simulation, replicas });
}

/** @throws UsageError */
function readReplicas(flags: Flags): number {
  const replicas = numberFlag(flags, 'replicas', 1) ?? 1;
  if (Number.isInteger(replicas) && replicas <= MAX_REPLICAS) return replicas;
  throw new UsageError(`--replicas ${replicas}: expected a whole number, ${MAX_REPLICAS} at most`);
}
