import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../tools.js';
import type { InputSeries } from './recording.js';

/** What a query must answer at a moment of a recording. */
export interface Expectation {
  readonly expr: string;
  readonly eval_time: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
}

export interface RuleTest {
  /** Of one value. */
  readonly interval: string;
  readonly input_series: readonly InputSeries[];
  readonly promql_expr_test: readonly Expectation[];
}

/** @throws Error with what promtool finds wrong about these rules */
export function checkRules(rules: object): string {
  return withFiles({ rules }, (path) => run('promtool', ['check', 'rules', path('rules')]));
}

/** @throws Error with what the rules and queries answered instead */
export function testRules(rules: object, tests: readonly RuleTest[]): string {
  const plan = { rule_files: ['rules.json'], evaluation_interval: '30s', tests };
  return withFiles({ rules, plan }, (path) => run('promtool', ['test', 'rules', path('plan')]));
}

/** JSON is YAML. */
function withFiles<T>(
  files: Readonly<Record<string, object>>,
  use: (path: (name: string) => string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-rules-'));
  const path = (name: string): string => join(folder, `${name}.json`);
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(path(name), JSON.stringify(content));
    return use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
