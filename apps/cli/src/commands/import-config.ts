import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { annotate, importLitellm, importPortkey, migrate, type Migration } from '@fairlead/migration';
import { UsageError, type Command, type ExitCode, type Invocation } from '../command.js';
import { textFlag, textFlags } from '../flags.js';
import { readNamedFile } from '../input/files.js';
import { printProblems } from '../output/problems.js';

const GATEWAYS = ['litellm', 'portkey'];

export const importConfig: Command = {
  name: 'import',
  summary: "Turns another gateway's configuration (litellm, portkey) into fairlead.yaml and policy.yaml.",
  usage: 'litellm|portkey FILE [options]',
  help: [
    ['--out FOLDER', 'write fairlead.yaml, policy.yaml and import-report.txt there (default: print them)'],
    ['--force', 'overwrite what is there'],
    ['--model NAME', 'a model that callers ask for, where the source leaves it open; may be repeated'],
  ],
  options: {
    out: { type: 'string' },
    force: { type: 'boolean' },
    model: { type: 'string', multiple: true },
  },
  takes: { min: 2, max: 2 },
  run: importFile,
};

async function importFile({ arguments: given, flags, json, terminal }: Invocation): Promise<ExitCode> {
  const [gateway, file] = given as [string, string];
  if (!GATEWAYS.includes(gateway))
    throw new UsageError(`cannot import from "${gateway}"; known: ${GATEWAYS.join(', ')}`);
  const text = file === '-' ? await terminal.readStdin() : readNamedFile(file);
  const importer = gateway === 'litellm' ? importLitellm : importPortkey(textFlags(flags, 'model'));
  const result = migrate(text, file, importer);
  if (!result.ok) {
    if (json) terminal.print(JSON.stringify({ problems: result.problems }, undefined, 2));
    else printProblems(result.problems, terminal);
    return 1;
  }
  const { migration } = result;
  const report = annotate(text, migration.remarks);
  const out = textFlag(flags, 'out');
  if (out !== undefined) write(out, migration, report, flags['force'] === true);
  if (json) terminal.print(JSON.stringify(migration, undefined, 2));
  else if (out === undefined) {
    terminal.print(`# --- fairlead.yaml\n${migration.configuration}\n# --- policy.yaml\n${migration.policy}`);
    terminal.print(`# --- report: = exact, ~ approximated, ! unsupported\n${report}`);
  }
  terminal.complain(summary(migration));
  return migration.remarks.some(({ verdict }) => verdict === 'unsupported') ? 1 : 0;
}

function write(folder: string, { configuration, policy }: Migration, report: string, force: boolean): void {
  const files = { 'fairlead.yaml': configuration, 'policy.yaml': policy, 'import-report.txt': `${report}\n` };
  const taken = Object.keys(files).filter((name) => existsSync(join(folder, name)));
  if (taken.length > 0 && !force)
    throw new UsageError(`${taken.join(', ')} in ${folder}: use --force to overwrite`);
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}

function summary({ remarks }: Migration): string {
  const count = (verdict: string): number => remarks.filter((remark) => remark.verdict === verdict).length;
  return `${count('exact')} settings exact, ${count('approximated')} approximated, ${count('unsupported')} unsupported`;
}
