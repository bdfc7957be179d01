import { parseArgs } from 'node:util';
import { didYouMean } from '@fairlead/plugin-sdk';
import { UsageError, type Command, type ExitCode, type Terminal } from './command.js';
import { helpOf, overview } from './help.js';

const EVERYWHERE = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

/** Finds the command, reads its flags and carries it out. Never throws for what a person typed or a file holds. */
export async function run(
  args: readonly string[],
  commands: readonly Command[],
  terminal: Terminal,
): Promise<ExitCode> {
  const command = commands.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
  if (command === undefined) return withoutCommand(args, commands, terminal);
  try {
    const { values, positionals } = parseArgs({
      args: args.slice(command.name.split(' ').length),
      options: { ...command.options, ...EVERYWHERE },
      allowPositionals: true,
    });
    if (values['help'] === true) {
      terminal.print(helpOf(command));
      return 0;
    }
    const { min, max } = command.takes;
    if (positionals.length < min || positionals.length > max) throw new UsageError(tooFewOrMany(command));
    const json = values['json'] === true;
    return await command.run({ flags: values, arguments: positionals, json, terminal });
  } catch (error) {
    if (!isUsageError(error)) throw error;
    terminal.complain(`fairlead ${command.name}: ${error.message}`);
    terminal.complain(`"fairlead ${command.name} --help" tells more`);
    return 2;
  }
}

function withoutCommand(args: readonly string[], commands: readonly Command[], terminal: Terminal): ExitCode {
  const asked = args.length === 0 || ['--help', '-h', 'help'].includes(args[0]!);
  if (asked) {
    terminal.print(overview(commands));
    return 0;
  }
  const words = args.filter((word) => !word.startsWith('-'));
  const group = commands.filter(({ name }) => name.startsWith(`${words[0]} `));
  if (group.length > 0 && words.length === 1) {
    terminal.complain(overview(group));
    return 2;
  }
  const typed = words.slice(0, 2).join(' ');
  const names = commands.map(({ name }) => name);
  const near = didYouMean(typed, names) ?? didYouMean(words[0] ?? '', names);
  terminal.complain(`fairlead: there is no command "${typed}"${near ? `; did you mean "${near}"?` : ''}`);
  terminal.complain(overview(commands));
  return 2;
}

function tooFewOrMany({ name, usage }: Command): string {
  return `expected: fairlead ${name} ${usage}`;
}

/** Ours, or what the platform's reader of flags says of an unknown one. */
function isUsageError(error: unknown): error is Error {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return error instanceof UsageError || (code?.startsWith('ERR_PARSE_ARGS') ?? false);
}
