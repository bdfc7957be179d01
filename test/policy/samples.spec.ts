import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  loadDeployment,
  readSettings,
  type ConfigProblemCode,
  type Deployment,
} from '@fairlead/configuration';
import { HttpTransport } from '@fairlead/plugin-host';
import { Findings } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import {
  checkTestFile,
  readTestFile,
  runTests,
  stageOf,
  testsAsText,
  VirtualClock,
  type RehearsalProblemCode,
} from '@fairlead/simulation';

const FOLDER = join(import.meta.dirname, '../../../shared/spec/policies');
const CONFIG = join(import.meta.dirname, 'samples/fairlead.yaml');
const present = existsSync(FOLDER);
const policies = present ? readdirSync(FOLDER).filter((name) => /^\d\d-[a-z-]+\.yaml$/.test(name)) : [];

async function deploy(policy: string): Promise<Deployment> {
  const transport = new HttpTransport();
  try {
    const settings = readSettings({ config: CONFIG }, {}, new Findings<ConfigProblemCode>(CONFIG))!;
    const policyFile = { ...settings.policyFile, path: join(FOLDER, policy) };
    const tools = { clock: new VirtualClock(), transport, strategies: strategiesByName() };
    return await loadDeployment({ ...settings, policyFile }, tools);
  } finally {
    await transport.close();
  }
}

const describeSamples = present ? describe : describe.skip;

describeSamples(`the sample policies${present ? '' : ' (skipped: no samples)'}`, () => {
  it('are five', () => {
    expect(policies).toHaveLength(5);
  });

  it.each(policies)('%s loads, with every provider configured', async (policy) => {
    const { plan, warnings } = await deploy(policy);
    expect(plan.routes.length).toBeGreaterThan(0);
    const findings = warnings.filter(({ code }) => code !== 'secret-unset');
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('05-production passes its tests', async () => {
    const file = '05-production.test.yaml';
    const findings = new Findings<RehearsalProblemCode>(file);
    const tests = readTestFile(readFileSync(join(FOLDER, file), 'utf8'), findings)!;
    const stage = stageOf(await deploy('05-production.yaml'));
    const policyText = readFileSync(join(FOLDER, '05-production.yaml'), 'utf8');
    checkTestFile(tests, stage, policyText, findings);
    expect(findings.problems()).toEqual([]);
    const result = await runTests({ file, tests, stage, policyText });
    expect(testsAsText(result)).toContain('5 tests, all passed');
    expect(result.passed).toBe(true);
  });
});
