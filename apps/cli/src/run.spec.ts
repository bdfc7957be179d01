import { UsageError, type Command, type Terminal } from './command.js';
import { numberFlag, pairFlags, textFlags } from './flags.js';
import { run } from './run.js';

interface Heard {
  readonly printed: string[];
  readonly complained: string[];
}

function terminal(): Terminal & Heard {
  const [printed, complained]: string[][] = [[], []];
  return {
    printed: printed!,
    complained: complained!,
    print: (text) => void printed!.push(text),
    complain: (text) => void complained!.push(text),
    readStdin: () => Promise.resolve(''),
    env: {},
    colour: false,
  };
}

const sum: Command = {
  name: 'number sum',
  summary: 'Adds numbers.',
  usage: 'N… [options]',
  help: [['--times N', 'multiply the sum']],
  options: { times: { type: 'string' }, name: { type: 'string', multiple: true } },
  takes: { min: 1, max: 3 },
  run({ arguments: numbers, flags, json, terminal: { print } }) {
    const total = numbers.reduce((all, each) => all + Number(each), 0) * (numberFlag(flags, 'times', 1) ?? 1);
    if (total > 100) throw new UsageError('too much');
    print(json ? JSON.stringify({ total, names: textFlags(flags, 'name') }) : String(total));
    return Promise.resolve(total === 0 ? 1 : 0);
  },
};

describe('a command line', () => {
  it.each<[string[], number, string]>([
    [['number', 'sum', '1', '2'], 0, '3'],
    [['number', 'sum', '1', '2', '--times', '4'], 0, '12'],
    [['number', 'sum', '--json', '1', '--name', 'a', '--name', 'b'], 0, '{"total":1,"names":["a","b"]}'],
    [['number', 'sum', '0'], 1, '0'],
    [['number', 'sum', '--help'], 0, 'Usage: fairlead number sum N… [options]'],
    [['--help'], 0, 'number sum  Adds numbers.'],
    [[], 0, 'Exit codes: 0 fine, 1 a finding, 2 the command line is wrong.'],
  ])('%j is carried out', async (args, code, printed) => {
    const heard = terminal();
    expect(await run(args, [sum], heard)).toBe(code);
    expect(heard.printed.join('\n')).toContain(printed);
    expect(heard.complained).toEqual([]);
  });

  it.each<[string[], string]>([
    [['number', 'sum'], 'expected: fairlead number sum N… [options]'],
    [['number', 'sum', '1', '2', '3', '4'], 'expected: fairlead number sum'],
    [['number', 'sum', '1', '--tines', '2'], "Unknown option '--tines'"],
    [['number', 'sum', '1', '--times', 'x'], '--times x: expected a number of at least 1'],
    [['number', 'sum', '99', '2'], 'too much'],
    [['number', 'smu', '1'], 'did you mean "number sum"?'],
    [['number'], 'number sum  Adds numbers.'],
  ])('%j is wrong', async (args, complaint) => {
    const heard = terminal();
    expect(await run(args, [sum], heard)).toBe(2);
    expect(heard.complained.join('\n')).toContain(complaint);
    expect(heard.printed).toEqual([]);
  });

  it('lets through what no person typed', async () => {
    const broken: Command = { ...sum, run: () => Promise.reject(new Error('a bug')) };
    await expect(run(['number', 'sum', '1'], [broken], terminal())).rejects.toThrow('a bug');
  });
});

describe('pairs', () => {
  it('are name and value', () => {
    expect(pairFlags({ label: ['team=core', 'a=b=c'] }, 'label')).toEqual({ team: 'core', a: 'b=c' });
    expect(() => pairFlags({ label: ['team'] }, 'label')).toThrow(UsageError);
  });
});
