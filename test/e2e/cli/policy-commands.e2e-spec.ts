import { jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fairlead } from './fairlead.js';
import { TempFiles } from './temp-files.js';

/** Each command starts a process. */
jest.setTimeout(60_000);

const files = new TempFiles();
const file = (name: string, text: string): string => files.write(name, text);

const POLICY = `version: 1
routes:
  - { name: chat, match: { model: chat }, targets: [{ target: acme/large, weight: 3 }, acme/small] }
  - { name: rest, match: any, targets: [acme/small] }
`;

describe('fairlead policy test', () => {
  const tests = (share: string): string => `policy: ./policy.yaml
tests:
  - { name: by model, request: { model: chat }, expect: { route: chat } }
  - { name: shares, load: { route: chat, requests: 400 }, expect: { share: { acme/large: ${share} } } }
  - { name: the rest, request: { model: other }, expect: { route: rest, target: acme/small } }
coverage: { routes: 100%, fail_under: true }
`;

  it('plays them, says so, and exits 0', async () => {
    file('policy.yaml', POLICY);
    const junit = files.path('junit.xml');
    const good = file('good.test.yaml', tests('70%..80%'));
    const { code, stdout, stderr } = await fairlead(['policy', 'test', good, '--junit', junit]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('') });
    expect(stdout).toContain('3 tests, all passed');
    expect(readFileSync(junit, 'utf8')).toContain('<testsuites tests="4" failures="0">');
  });

  it('tells what was not as expected, and exits 1', async () => {
    file('policy.yaml', POLICY);
    const bad = file('bad.test.yaml', tests('10%..20%'));
    const { code, stdout } = await fairlead(['policy', 'test', bad]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/FAIL {2}shares .*bad\.test\.yaml:4\)/);
    expect(stdout).toMatch(/share of acme\/large: expected 10%\.\.20%, found 75/);
  });

  it('tells what is wrong with the tests themselves', async () => {
    file('policy.yaml', POLICY);
    const slip = file('slip.test.yaml', tests('10%..20%').replace('route: rest', 'route: rset'));
    const { code, stderr } = await fairlead(['policy', 'test', slip]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/slip\.test\.yaml:5:\d+ error unknown-route .*\n {2}hint: did you mean "rest"\?/);
  });
});

describe('fairlead policy effective', () => {
  it('prints every default with its source, and can be read again', async () => {
    const policy = file('policy.yaml', POLICY);
    const { code, stdout } = await fairlead(['policy', 'effective', policy]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/max_attempts: 3 +# built-in/);
    expect(stdout).toMatch(new RegExp(`target: acme/large +# ${policy}:3`));
    const again = file('effective.yaml', stdout);
    expect((await fairlead(['policy', 'check', again])).code).toBe(0);
  });
});

describe('fairlead policy schema', () => {
  it('is the schema of what is installed', async () => {
    const { code, stdout } = await fairlead(['policy', 'schema', '--config', 'config/fairlead.yaml']);
    expect(code).toBe(0);
    const schema = JSON.parse(stdout) as { $defs: { target_name: { pattern: string } } };
    expect(schema.$defs.target_name.pattern).toContain('alpha');
  });
});

describe('fairlead policy simulate', () => {
  it('plays traffic through a policy, the same with the same seed', async () => {
    const policy = file('policy.yaml', POLICY);
    const traffic = file('traffic.yaml', 'for: 10m\nrps: 5\nmix: [{ request: { model: chat } }]\n');
    const args = ['policy', 'simulate', policy, '--traffic', traffic, '--seed', '7', '--json'];
    const [one, other] = [await fairlead(args), await fairlead(args)];
    expect(one.code).toBe(0);
    expect(other.stdout).toBe(one.stdout);
    const report = JSON.parse(one.stdout) as { requests: number; routes: { name: string }[] };
    expect(report.requests).toBeGreaterThan(2500);
    expect(report.routes[0]!.name).toBe('chat');
  });

  it('shares the traffic among replicas that know nothing of each other', async () => {
    const policy = file('policy.yaml', POLICY);
    const traffic = file('traffic.yaml', 'for: 5m\nrps: 5\nmix: [{ request: { model: chat } }]\n');
    const args = ['policy', 'simulate', policy, '--traffic', traffic, '--replicas'];
    expect((await fairlead([...args, '8'])).stdout).toContain('seed 1, 8 replicas: ');
    expect((await fairlead([...args, '1.5'])).code).toBe(2);
  });

  it('writes a page that needs nothing else', async () => {
    const policy = file('policy.yaml', POLICY);
    const html = files.path('report.html');
    const traffic = file('traffic.yaml', 'for: 5m');
    expect((await fairlead(['policy', 'simulate', policy, '--traffic', traffic, '--html', html])).code).toBe(
      0,
    );
    const page = readFileSync(html, 'utf8');
    expect(page).toContain('<svg');
    expect(page).not.toMatch(/(?:src|href)="http/);
  });

  it('tells what is wrong with its files', async () => {
    const policy = file('policy.yaml', POLICY);
    const world = file('world.yaml', 'targets: { acme/lrage: {} }\n');
    const { code, stderr } = await fairlead(['policy', 'simulate', policy, '--world', world]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /world\.yaml:1:\d+ error unknown-target .*\n {2}hint: did you mean "acme\/large"\?/,
    );
  });
});

describe('fairlead policy diff', () => {
  it('shows what another policy changes', async () => {
    const before = file('policy.yaml', POLICY);
    const after = file('after.yaml', POLICY.replace('weight: 3', 'weight: 1'));
    const traffic = file('traffic.yaml', 'for: 10m\nmix: [{ request: { model: chat } }]\n');
    const { code, stdout } = await fairlead(['policy', 'diff', before, after, '--traffic', traffic]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/acme\/large +75% +50% +-25\S* points/);
  });
});

describe('fairlead roi', () => {
  const question = ['roi', '--input', '3000M', '--output', '750M', '--present', 'openai/gpt-4.1'];

  it('compares a month now with a mix', async () => {
    const mix = ['--mix', 'openai/gpt-4.1=50%', '--mix', 'google/gemini-2.5-flash=50%'];
    const { code, stdout } = await fairlead([...question, ...mix]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/now +openai\/gpt-4\.1 +100% +\$12,000\.00/);
    expect(stdout).toMatch(/saved: \$[\d,.]+ a month/);
  });

  it.each<[string[], RegExp]>([
    [[], /say who shall have it/],
    [['--mix', 'openai/gpt-4.1=50%'], /come to 50%, not 100%/],
    [['--mix', 'nobody/knows=100%'], /the price of nobody\/knows is not known/],
    [['--mix', 'openai/gpt-4.1=half'], /expected a share such as 70%/],
  ])('%j: exit 2', async (mix, message) => {
    const { code, stderr } = await fairlead([...question, ...mix]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it("reads the gateway's own metrics", async () => {
    const metrics = file(
      'metrics.txt',
      'fairlead_tokens_total{route="chat",target="openai/gpt-4.1",class="input"} 1000000\n' +
        'fairlead_tokens_total{route="chat",target="openai/gpt-4.1",class="output"} 1000000\n' +
        'fairlead_cost_usd_total{route="chat",target="openai/gpt-4.1"} 10\n',
    );
    const args = ['roi', '--metrics', metrics, '--days', '1', '--present', 'openai/gpt-4.1', '--json'];
    const { code, stdout } = await fairlead(args);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { savedShare: number }).savedShare).toBeCloseTo(0, 6);
  });
});

describe('fairlead import', () => {
  it('writes both files and the account of every line', async () => {
    const out = files.path('imported');
    const source = 'test/migration/litellm-router/source.yaml';
    const { code, stderr } = await fairlead(['import', 'litellm', source, '--out', out]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/\d+ settings exact, \d+ approximated, \d+ unsupported/);
    const checked = await fairlead(['policy', 'check', '--config', join(out, 'fairlead.yaml')]);
    expect(checked.code).toBe(0);
    const again = await fairlead(['import', 'litellm', source, '--out', out]);
    expect(again.code).toBe(2);
    expect(again.stderr).toMatch(/use --force to overwrite/);
  });

  it('knows whom it can import from', async () => {
    const { code, stderr } = await fairlead(['import', 'nginx', 'x.conf']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/cannot import from "nginx"; known: litellm, portkey/);
  });
});
