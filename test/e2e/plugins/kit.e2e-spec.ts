import { jest } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KitReport } from '@fairlead/plugin-sdk/testing';
import { REPOSITORY } from '../../support/build.js';
import { fairlead } from '../cli/fairlead.js';
import { OWN_WORDS_PLUGIN } from './own-words-plugin.js';

/** Each check starts a process. */
jest.setTimeout(120_000);

async function check(reference: string): Promise<KitReport & { readonly code: number | null }> {
  const { code, stdout, stderr } = await fairlead(['plugin', 'check', reference, '--json']);
  if (stdout === '') throw new Error(stderr);
  return { code, ...(JSON.parse(stdout) as KitReport) };
}

const casesOf = ({ subjects }: KitReport): KitReport['subjects'][number]['cases'] =>
  subjects.flatMap(({ cases }) => cases);

describe('the kit passes every plugin that ships', () => {
  const names = readdirSync(join(REPOSITORY, 'plugins')).filter((name) =>
    existsSync(join(REPOSITORY, 'plugins', name, 'package.json')),
  );

  it.each(names)('%s', async (name) => {
    const report = await check(`@fairlead/plugin-${name}`);
    expect(casesOf(report).filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(report).toMatchObject({ code: 0, passed: true, problems: [] });
    const claimed = casesOf(report).filter(({ outcome }) => outcome === 'passed');
    // The simulator has no vendor to be tried with.
    expect(claimed.length).toBeGreaterThan(name === 'simulator' ? 3 : 45);
  });
});

describe('and every example, which brings its own fixtures', () => {
  it.each<[string, number]>([
    ['examples/time-of-day', 8],
    ['examples/cohere', 58],
    ['examples/bedrock', 54],
  ])('%s: at least %d cases', async (path, least) => {
    const report = await check(path);
    expect(casesOf(report).filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(casesOf(report).filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThanOrEqual(
      least,
    );
  });
});

it('a provider with words of its own claims only what it brings fixtures for', async () => {
  const report = await check(OWN_WORDS_PLUGIN);
  const [own, inner] = ['own', 'inner'].map((type) => report.subjects.find(({ name }) => name === type)!);
  const text = ({ cases }: KitReport['subjects'][number]) =>
    cases.find(({ code }) => code === 'provider.text');
  expect(text(inner!)).toMatchObject({ why: 'it answers in this process, and has no vendor' });
  expect(text(own!)).toMatchObject({ outcome: 'not_claimed', why: 'there is no fixtures/text.json' });
});

it('tells people line by line, and paints a badge', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-badge-'));
  try {
    const badge = join(folder, 'kit.svg');
    const args = [
      'plugin',
      'check',
      '@fairlead/plugin-deepseek',
      '--only',
      'provider.text',
      '--badge',
      badge,
    ];
    const { code, stdout } = await fairlead(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^deepseek \d.*\n\nprovider deepseek\n {2}passed {2}provider\.text +words/);
    expect(stdout).toContain('2 passed, 0 failed, 0 not claimed');
    expect(readFileSync(badge, 'utf8')).toMatch(/^<svg .*aria-label="fairlead kit: 2 passed"/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('what cannot be loaded is told with the code of the loader, and exits with 1', async () => {
  const report = await check('./no-such-plugin.js');
  expect(report).toMatchObject({
    code: 1,
    passed: false,
    subjects: [],
    problems: [{ code: 'plugin-not-found' }],
  });
});
