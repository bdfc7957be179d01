import type { Command, ExitCode, Invocation } from '../command.js';
import { ESTATE_HELP, ESTATE_OPTIONS, readEstate, type Estate } from '../input/estate.js';
import { countProblems, isError, printProblems } from '../output/problems.js';

export const policyCheck: Command = {
  name: 'policy check',
  summary: 'Finds everything that is wrong with a policy, and with the configuration it is for.',
  usage: '[FILE…] [options]',
  help: [...ESTATE_HELP, ['--strict', 'a warning is a finding too']],
  options: { ...ESTATE_OPTIONS, strict: { type: 'boolean' } },
  takes: { min: 0, max: Infinity },
  run: check,
};

async function check(invocation: Invocation): Promise<ExitCode> {
  const { arguments: files, flags, json, terminal } = invocation;
  const estates: Estate[] = [];
  for (const file of files.length > 0 ? files : [undefined]) estates.push(await readEstate(invocation, file));
  const problems = estates.flatMap((estate) => estate.problems);
  if (json) terminal.print(JSON.stringify({ problems }, undefined, 2));
  else {
    printProblems(problems, terminal);
    for (const estate of estates) terminal.print(verdict(estate));
  }
  return problems.some(flags['strict'] === true ? () => true : isError) ? 1 : 0;
}

function verdict({ policyFile, plan, deployment, problems }: Estate): string {
  if (plan === undefined) return `${policyFile}: ${countProblems(problems)}`;
  const parts = [
    `${plan.routes.length} routes`,
    `${plan.pools.size} pools`,
    problems.length > 0 ? countProblems(problems) : 'no problems',
    ...(deployment ? [] : ['providers not checked: name the configuration with --config']),
  ];
  return `${policyFile}: ${plan.version} · ${parts.join(' · ')}`;
}
