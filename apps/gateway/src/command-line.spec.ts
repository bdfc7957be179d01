import { readCommandLine } from './command-line.js';

describe('the command line', () => {
  it.each([
    [[], {}, { config: 'config/fairlead.yaml' }],
    [[], { FAIRLEAD_CONFIG: 'e.yaml', FAIRLEAD_API_LISTEN: ':1' }, { config: 'e.yaml', apiListen: ':1' }],
    [
      ['--config', 'f.yaml', '--api-listen', ':2'],
      { FAIRLEAD_CONFIG: 'e.yaml', FAIRLEAD_API_LISTEN: ':1' },
      { config: 'f.yaml', apiListen: ':2' },
    ],
    [['--check'], {}, { check: true }],
  ] as [string[], Record<string, string>, object][])('%j with %j', (args, env, expected) => {
    expect(readCommandLine(args, env)).toMatchObject(expected);
  });

  it.each([[['--confg', 'x']], [['serve']]])('%j is refused', (args) => {
    expect(() => readCommandLine(args, {})).toThrow(/^Un(?:known option|expected argument)/);
  });
});
