import type { Command } from './command.js';

const EVERYWHERE = [
  ['--json', 'print JSON, for tools'],
  ['--help', 'print this text'],
] as const;

/** One screen: every command in a line. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'Usage: fairlead <command> [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    '"fairlead <command> --help" tells more. Exit codes: 0 fine, 1 a finding, 2 the command line is wrong.',
  ].join('\n');
}

/** One screen: all of one command. */
export function helpOf({ name, summary, usage, help }: Command): string {
  const rows = [...help, ...EVERYWHERE];
  const width = Math.max(...rows.map(([flag]) => flag.length));
  return [
    `Usage: fairlead ${name} ${usage}`.trimEnd(),
    '',
    summary,
    '',
    ...rows.map(([flag, meaning]) => `  ${flag.padEnd(width)}  ${meaning}`),
  ].join('\n');
}
