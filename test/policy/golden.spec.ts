import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilePolicy, formatProblem, policySchema, PROBLEM_CODES, renderEffective } from '@fairlead/policy';
import * as prettier from 'prettier';
import { parse } from 'yaml';
import { goldenCases, goldenCatalog, type GoldenCase } from './golden-cases.js';
import { LanguageKeys } from './language-keys.js';
import { renderPlan } from './render-plan.js';

/** It shows all defaults; the others show what differs. */
const SMALLEST = 'smallest';
const smallest = goldenCases.find(({ name }) => name === SMALLEST)!.compiled.plan;

/** What a case becomes, by file; FAIRLEAD_WRITE_GOLDEN=1 writes it anew. */
async function outcomes({ compiled, name }: GoldenCase): Promise<Record<string, string | undefined>> {
  const { plan, problems } = compiled;
  const told = problems.map((problem) => `${formatProblem(problem)}\n`).join('');
  // A plan with warnings shows what it is warned about; the plan is shown elsewhere.
  const shown =
    problems.length === 0 && plan
      ? JSON.stringify(renderPlan(plan, name === SMALLEST ? undefined : smallest))
      : undefined;
  return {
    'plan.json': shown && (await prettier.format(shown, { parser: 'json', printWidth: 110 })),
    'problems.txt': told === '' ? undefined : told,
  };
}

describe('every case of the policy language', () => {
  it.each(goldenCases)('$name', async (golden) => {
    for (const [file, content] of Object.entries(await outcomes(golden))) {
      const path = join(golden.folder, file);
      if (process.env['FAIRLEAD_WRITE_GOLDEN']) {
        if (content === undefined) rmSync(path, { force: true });
        else writeFileSync(path, content);
      }
      expect(content).toBe(existsSync(path) ? readFileSync(path, 'utf8') : undefined);
    }
  });

  it.each(goldenCases)('$name begins with a sentence about it', ({ text }) => {
    expect(text).toMatch(/^# [A-Z"`].*\.$/m);
  });
});

const sound = goldenCases.filter(({ compiled }) => compiled.plan && compiled.problems.length === 0);

describe('the effective policy of every sound case', () => {
  it.each(sound)('$name makes the same plan', ({ compiled }) => {
    const text = renderEffective(compiled.sources!);
    const again = compilePolicy(text, 'effective.yaml', goldenCatalog);
    expect(again.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(withoutLines(renderPlan(again.plan!))).toEqual(withoutLines(renderPlan(compiled.plan!)));
  });
});

describe('all cases together', () => {
  it('are at least sixty', () => {
    expect(goldenCases.length).toBeGreaterThanOrEqual(60);
  });

  it('show every problem code', () => {
    const told = new Set(goldenCases.flatMap(({ compiled }) => compiled.problems.map(({ code }) => code)));
    expect(Object.keys(PROBLEM_CODES).filter((code) => !told.has(code))).toEqual([]);
  });

  it('show every key of the language at work', () => {
    const keys = new LanguageKeys(policySchema({ strategies: new Map() }));
    for (const { folder, text } of sound) {
      keys.use(parse(text));
      const shared = join(folder, 'shared.yaml');
      if (existsSync(shared)) keys.use(parse(readFileSync(shared, 'utf8')));
    }
    expect(keys.all.size).toBeGreaterThan(80);
    expect([...keys.all].filter((key) => !keys.used.has(key))).toEqual([]);
  });
});

function withoutLines(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, held: unknown) => (key === 'line' ? undefined : held)));
}
