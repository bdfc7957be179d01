import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { ensureBuilt, REPOSITORY } from '../../support/build.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { fairlead } from './fairlead.js';
import { TempFiles } from './temp-files.js';

/** Each command starts a process. */
jest.setTimeout(60_000);

const files = new TempFiles();
const file = (name: string, text: string): string => files.write(name, text);

const POLICY = `version: 1
constraints:
  - { name: near, match: { labels: { region: eu } }, require: { regions: [eu] } }
routes:
  - { name: long, match: { when: 'request.prompt_tokens_est > 9000' }, targets: [acme/large] }
  - name: team
    match: { model: chat, labels: { team: core } }
    tiers:
      - targets: [{ target: acme/large, region: eu }, acme/small]
      - targets: [other/large]
  - { name: rest, match: { model: chat }, targets: [acme/small] }
`;

describe('fairlead policy explain', () => {
  const explain = (...args: string[]): ReturnType<typeof fairlead> =>
    fairlead(['policy', 'explain', file('policy.yaml', POLICY), ...args]);

  it('says which routes were passed over and why, who was looked at, and who comes next', async () => {
    const { code, stdout } = await explain(
      '--model',
      'chat',
      '--label',
      'team=core',
      '--ejected',
      'acme/large',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^long +no: when +\S+policy\.yaml:5$/m);
    expect(stdout).toMatch(/^team +yes +\S+policy\.yaml:6$/m);
    expect(stdout).toMatch(/^ +acme\/large .*circuit:ejected/m);
    expect(stdout).toMatch(/^→ +acme\/small/m);
    expect(stdout).toMatch(/^ +1 +acme\/small[^]*^ +2 +other\/large/m);
  });

  it('tells tools the same, with constraints', async () => {
    const { code, stdout } = await explain(
      '--model',
      'chat',
      '--label',
      'team=core',
      '--label',
      'region=eu',
      '--json',
    );
    expect(code).toBe(0);
    const explanation = JSON.parse(stdout) as Record<string, unknown>;
    expect(explanation).toMatchObject({
      route: 'team',
      chosen: 'acme/large',
      constraints: [{ name: 'near', at: expect.stringMatching(/policy\.yaml:3$/) }],
    });
    expect(JSON.stringify(explanation['tiers'])).toContain('"excluded":"constraint:near"');
  });

  it('takes a request and a state from files', async () => {
    const request = file('request.json', '{ "model": "chat", "prompt_tokens": 10000 }');
    const state = file('state.yaml', 'acme/large: { state: ejected, for: 60s }\n');
    const { stdout } = await explain('--request', request, '--state', state, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ route: 'long', facts: { promptTokens: 10_000 } });
  });

  it('exits 1 where no route matches', async () => {
    const { code, stdout } = await explain('--model', 'nobody');
    expect(code).toBe(1);
    expect(stdout).toMatch(/no route matches/);
  });

  it.each<[string[], number, RegExp]>([
    [['--ejected', 'acme/lrage'], 2, /--ejected acme\/lrage: known: /],
    [['--capability', 'tols'], 2, /did you mean "tools"\?/],
    [['--request', 'nope.json'], 2, /cannot read nope\.json/],
    [['--decision', 'x', '--admin', 'http://127.0.0.1:9'], 2, /cannot reach http:\/\/127\.0\.0\.1:9/],
  ])('%j: exit %i', async (args, code, message) => {
    const result = await explain(...args);
    expect(result.code).toBe(code);
    expect(result.stderr).toMatch(message);
  });
});

describe('a decision of a running gateway', () => {
  let gateway: GatewayProcess;
  beforeAll(async () => {
    await ensureBuilt();
    const config = readFileSync(join(REPOSITORY, 'config/fairlead.yaml'), 'utf8');
    const policy = readFileSync(join(REPOSITORY, 'config/policy.yaml'), 'utf8');
    const plugin = join(REPOSITORY, 'plugins/simulator/dist/index.js');
    gateway = await startGateway({ config: config.replace('@fairlead/plugin-simulator', plugin), policy });
  });
  afterAll(() => gateway.kill());

  it('is explained by its id, and made again', async () => {
    const reply = await fetch(`${gateway.apiUrl}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-fairlead-explain': '1' },
      body: JSON.stringify({ model: 'chat', messages: [{ role: 'user', content: 'Ahoy!' }] }),
    });
    await reply.text();
    const id = reply.headers.get('x-fairlead-decision')!;
    const config = join(gateway.folder, 'fairlead.yaml');
    const args = ['policy', 'explain', '--config', config, '--decision', id, '--admin', gateway.adminUrl];
    const { code, stdout } = await fairlead(args);
    expect(code).toBe(0);
    expect(stdout).toContain(reply.headers.get('x-fairlead-target')!);
    expect(stdout).toContain('made again: 1 of 1 decisions are the same');
    const unknown = await fairlead([...args.slice(0, 5), 'nobody', ...args.slice(6)]);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(/does not remember the decision nobody/);
  });
});
