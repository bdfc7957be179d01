import { renderEffective } from '@fairlead/policy';
import type { Command, ExitCode, Invocation } from '../command.js';
import { ESTATE_HELP, ESTATE_OPTIONS, readEstate } from '../input/estate.js';
import { printProblems } from '../output/problems.js';

export const policyEffective: Command = {
  name: 'policy effective',
  summary:
    'Prints the policy with every short form and default written out, and the line each value came from.',
  usage: '[FILE] [options]',
  help: ESTATE_HELP,
  options: ESTATE_OPTIONS,
  takes: { min: 0, max: 1 },
  run: print,
};

async function print(invocation: Invocation): Promise<ExitCode> {
  const { arguments: files, json, terminal } = invocation;
  const { sources, plan, problems } = await readEstate(invocation, files[0]);
  if (sources === undefined || plan === undefined) {
    printProblems(problems, terminal);
    return 1;
  }
  const text = renderEffective(sources);
  if (json) terminal.print(JSON.stringify({ version: plan.version, effective: text }, undefined, 2));
  else terminal.print(text.trimEnd());
  return 0;
}
