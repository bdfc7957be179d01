import { jest } from '@jest/globals';
import { fairlead } from './fairlead.js';
import { TempFiles } from './temp-files.js';

/** Each command starts a process. */
jest.setTimeout(60_000);

describe('the command line', () => {
  it('lists its commands', async () => {
    const { code, stdout } = await fairlead([]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}policy check +\S/m);
  });

  it.each<[string[], RegExp]>([
    [['polcy', 'chek'], /did you mean "policy check"\?/],
    [['policy'], /^ {2}policy check/m],
    [['policy', 'check', '--confg', 'x'], /Unknown option '--confg'/],
    [['policy', 'check', 'no-such-file.yaml'], /cannot read no-such-file.yaml \(ENOENT\)/],
    [['policy', 'check', '--config', 'no-such-file.yaml'], /there is no no-such-file.yaml/],
  ])('%j is a wrong command line: exit 2 and a way out', async (args, message) => {
    const { code, stderr } = await fairlead(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe('fairlead policy check', () => {
  const files = new TempFiles();
  const file = (text: string): string => files.write('policy.yaml', text);

  it.each(['config/fairlead.yaml', 'config/production.yaml'])('finds nothing in %s', async (config) => {
    const { code, stdout, stderr } = await fairlead(['policy', 'check', '--config', config]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^config\/\S+: [0-9a-f]{12} · \d+ routes · \d+ pools · no problems$/m);
  });

  it('tells every problem with its place and a way out, and exits 1', async () => {
    const path = file(
      `version: 1\nroutes:\n  - { name: a, match: any, targts: [simulator/x] }\n  - { name: b, match: { model: m }, pool: none }\n`,
    );
    const { code, stderr } = await fairlead(['policy', 'check', path]);
    expect(code).toBe(1);
    expect(stderr.replaceAll(path, 'policy.yaml').trimEnd().split('\n')).toEqual([
      'policy.yaml:3:5 error missing-key one of pool, targets, tiers, reject is missing',
      'policy.yaml:3:28 error unknown-key unknown key "targts"',
      '  hint: did you mean "targets"?',
      expect.stringMatching(/^policy.yaml:4:5 error unreachable-route /),
      expect.stringMatching(/^ {2}hint: /),
      expect.stringMatching(/^policy.yaml:4:\d+ error unknown-pool /),
      expect.stringMatching(/^ {2}hint: /),
    ]);
  });

  it('tells tools the same as JSON', async () => {
    const path = file(`version: 1\nroutes:\n  - { name: a, match: any, targets: [nobody/x] }\n`);
    const { code, stdout } = await fairlead([
      'policy',
      'check',
      path,
      '--config',
      'config/fairlead.yaml',
      '--json',
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      problems: [
        expect.objectContaining({ file: path, line: 3, severity: 'error', code: 'unknown-provider' }),
      ],
    });
  });

  it('counts warnings as findings only when asked to', async () => {
    const path = file(`version: 1\nroutes:\n  - { name: a, match: { model: m }, targets: [a/x] }\n`);
    expect((await fairlead(['policy', 'check', path])).code).toBe(0);
    expect((await fairlead(['policy', 'check', path, '--strict'])).code).toBe(1);
  });
});
