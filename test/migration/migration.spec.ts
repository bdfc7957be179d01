import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDeployment, readSettings, type ConfigProblemCode } from '@fairlead/configuration';
import { annotate, importLitellm, importPortkey, migrate, type Migration } from '@fairlead/migration';
import { HttpTransport } from '@fairlead/plugin-host';
import { Findings } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import { VirtualClock } from '@fairlead/simulation';

/** Each folder: another gateway's file, and what it becomes. FAIRLEAD_WRITE_GOLDEN=1 writes the latter anew. */
const FOLDER = import.meta.dirname;
const cases = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(cases)('%s', (name) => {
  const source = ['source.yaml', 'source.json'].find((file) => existsSync(join(FOLDER, name, file)))!;
  const text = readFileSync(join(FOLDER, name, source), 'utf8');
  const importer = name.startsWith('litellm') ? importLitellm : importPortkey(['gpt-4o-mini', 'gpt-4o']);
  const result = migrate(text, source, importer);
  const migration = (result as { migration: Migration }).migration;
  const report = `${annotate(text, migration.remarks)}\n`;

  it.each([
    ['fairlead.yaml', migration.configuration],
    ['policy.yaml', migration.policy],
    ['report.txt', report],
  ])('becomes %s', (file, content) => {
    const path = join(FOLDER, name, file);
    if (process.env['FAIRLEAD_WRITE_GOLDEN']) writeFileSync(path, content);
    expect(content).toBe(readFileSync(path, 'utf8'));
  });

  it('marks every line of the source that says something', () => {
    const unmarked = report.split('\n').filter((line) => /^ {2}\s*[^\s#[\]{},]/.test(line));
    expect(unmarked).toEqual([]);
  });

  it('repeats no key', () => {
    expect([migration.configuration, migration.policy, report].join('\n')).not.toContain('not-a-real-key');
  });

  it('can be used at once: both files are sound, and every provider has its plugin', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fairlead-test-'));
    writeFileSync(join(folder, 'fairlead.yaml'), migration.configuration);
    writeFileSync(join(folder, 'policy.yaml'), migration.policy);
    const config = join(folder, 'fairlead.yaml');
    const findings = new Findings<ConfigProblemCode>(config);
    const env = new Proxy({}, { get: () => 'sk-some-key' });
    const transport = new HttpTransport();
    try {
      const settings = readSettings({ config }, env, findings)!;
      const tools = { clock: new VirtualClock(), transport, strategies: strategiesByName() };
      const { plan, warnings } = await loadDeployment(settings, tools);
      expect(plan.routes.length).toBeGreaterThan(0);
      expect(warnings.filter(({ severity }) => severity === 'error')).toEqual([]);
    } finally {
      await transport.close();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a source that cannot be read', () => {
  it.each([
    ['- a list', 'wrong-type'],
    ['{ "a": ', 'yaml-syntax'],
    ['', 'empty-file'],
  ])('%j: %s', (text, code) => {
    const result = migrate(text, 'source.yaml', importLitellm);
    expect(result).toMatchObject({
      ok: false,
      problems: [expect.objectContaining({ code, file: 'source.yaml' })],
    });
  });
});
