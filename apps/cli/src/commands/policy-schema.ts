import { policySchema as schemaOf } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import type { Command, ExitCode, Invocation } from '../command.js';
import { textFlag } from '../flags.js';
import { ESTATE_OPTIONS, readEstate } from '../input/estate.js';
import { printProblems } from '../output/problems.js';

export const policySchema: Command = {
  name: 'policy schema',
  summary: 'Prints the JSON Schema of the policy language, for completion and hover texts in editors.',
  usage: '[options]',
  help: [
    ['--config FILE', 'with the providers and strategies of this configuration (default: what is built in)'],
  ],
  options: ESTATE_OPTIONS,
  takes: { min: 0, max: 0 },
  run: print,
};

async function print(invocation: Invocation): Promise<ExitCode> {
  const { flags, terminal } = invocation;
  let catalog: Parameters<typeof schemaOf>[0] = { strategies: strategiesByName() };
  if (textFlag(flags, 'config') !== undefined) {
    const { deployment, problems } = await readEstate(invocation, undefined);
    if (deployment === undefined) {
      printProblems(problems, terminal);
      return 1;
    }
    catalog = { providers: [...deployment.instances.keys()], strategies: deployment.strategies };
  }
  terminal.print(JSON.stringify(schemaOf(catalog), undefined, 2));
  return 0;
}
