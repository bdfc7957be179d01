import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readSettings, type ConfigProblemCode } from '@fairlead/configuration';
import { failedSummary, loadPlugins, summaryOf, type PluginSummary } from '@fairlead/plugin-host';
import { Findings } from '@fairlead/policy';
import { UsageError, type Command, type ExitCode, type Invocation } from '../command.js';
import { textFlag } from '../flags.js';
import { ESTATE_HELP, ESTATE_OPTIONS, USUAL_CONFIG } from '../input/estate.js';
import { isError, printProblems } from '../output/problems.js';

export const pluginList: Command = {
  name: 'plugin list',
  summary: 'Says of every plugin that a configuration names what it brings, and whether it can be loaded.',
  usage: '[options]',
  help: ESTATE_HELP,
  options: ESTATE_OPTIONS,
  takes: { min: 0, max: 0 },
  run: list,
};

async function list({ flags, json, terminal }: Invocation): Promise<ExitCode> {
  const config = textFlag(flags, 'config') ?? terminal.env['FAIRLEAD_CONFIG'] ?? USUAL_CONFIG;
  if (!existsSync(config)) throw new UsageError(`there is no ${config}; name a configuration with --config`);
  const findings = new Findings<ConfigProblemCode>(config);
  const settings = readSettings({ config }, terminal.env, findings);
  if (settings === undefined) {
    printProblems(findings.problems().filter(isError), terminal);
    return 1;
  }
  const folder = dirname(resolve(config));
  const { plugins, problems } = await loadPlugins(settings.plugins, { from: settings.file });
  const isolationOf = (reference: string): PluginSummary['isolation'] =>
    settings.plugins.find((plugin) => plugin.reference === reference)?.isolation ?? 'none';
  const summaries = settings.plugins.flatMap(({ reference }) => [
    ...plugins.filter((plugin) => plugin.reference === reference).map((plugin) => summaryOf(plugin, folder)),
    ...problems
      .filter((problem) => problem.reference === reference)
      .map((problem) => failedSummary(problem, isolationOf(reference), folder)),
  ]);
  for (const { worker } of plugins) worker?.stopIfIdle();
  terminal.print(
    json ? JSON.stringify({ plugins: summaries }, undefined, 2) : summaries.map(asLines).join('\n'),
  );
  return problems.length > 0 ? 1 : 0;
}

function asLines(summary: PluginSummary): string {
  const { reference, name = reference, version, contract, source, isolation, status, reason } = summary;
  const about = [
    version,
    contract === undefined ? undefined : `contract ${contract}`,
    isolation === 'worker' ? 'in a worker' : undefined,
  ].filter((each) => each !== undefined);
  const brings = (['providers', 'strategies', 'dialects'] as const)
    .filter((kind) => summary[kind].length > 0)
    .map((kind) => `  ${kind.padEnd(10)}  ${summary[kind].join(', ')}`);
  return [
    `${name}${about.length > 0 ? ` (${about.join(', ')})` : ''}: ${status}`,
    ...(reason === undefined ? [] : [`  ${reason}`]),
    ...brings,
    ...(source === undefined ? [] : [`  from        ${source}`]),
    '',
  ].join('\n');
}
