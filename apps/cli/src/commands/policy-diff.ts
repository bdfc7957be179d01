import type { Problem } from '@fairlead/policy';
import { diff as compare, diffAsText, type PolicyDiff } from '@fairlead/simulation';
import type { Command, ExitCode, Invocation } from '../command.js';
import { ESTATE_HELP, ESTATE_OPTIONS, readEstate } from '../input/estate.js';
import { readSending, readSimulation, SIMULATION_HELP, SIMULATION_OPTIONS } from '../input/simulation.js';
import { stageFor } from '../input/stage.js';
import { printProblems } from '../output/problems.js';

export const policyDiff: Command = {
  name: 'policy diff',
  summary:
    'Simulates two policies on the same traffic and shows what changes: routes, targets, success, spend.',
  usage: 'BEFORE AFTER [options]',
  help: [...ESTATE_HELP, ...SIMULATION_HELP],
  options: { ...ESTATE_OPTIONS, ...SIMULATION_OPTIONS },
  takes: { min: 2, max: 2 },
  run: diff,
};

async function diff(invocation: Invocation): Promise<ExitCode> {
  const { json, terminal } = invocation;
  const problems: Problem[] = [];
  const found = await differences(invocation, problems);
  if (!json) printProblems(problems, terminal);
  if (found === undefined) {
    if (json) terminal.print(JSON.stringify({ problems }, undefined, 2));
    return 1;
  }
  terminal.print(json ? JSON.stringify(found, undefined, 2) : diffAsText(found));
  return 0;
}

async function differences(invocation: Invocation, problems: Problem[]): Promise<PolicyDiff | undefined> {
  const { arguments: files, flags } = invocation;
  const sending = readSending(flags, problems);
  if (sending === undefined) return undefined;
  const at = sending.traffic.start ?? new Date();
  const estates = [
    await readEstate(invocation, files[0], { at }),
    await readEstate(invocation, files[1], { at }),
  ];
  problems.push(...estates.flatMap((estate) => estate.problems));
  const [before, after] = estates.map((estate) => stageFor(estate, at));
  if (!before || !after) return undefined;
  const targets = new Map([...before.targets, ...after.targets]);
  const simulation = readSimulation(flags, { ...after, targets }, sending, problems);
  return simulation && compare({ ...simulation, before, after });
}
