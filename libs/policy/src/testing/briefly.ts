import { compilePolicy } from '../compile-policy.js';
import type { Problem } from '../problem.js';
import { sampleCatalog } from './sample-catalog.js';

/** A problem as the tables of the specs write it: `3:5 unknown-key`, a warning with a `?`. */
export function briefly({ line, column, code, severity }: Problem): string {
  return `${line}:${column} ${code}${severity === 'warning' ? '?' : ''}`;
}

/** The problems of a policy against the sample catalog, in brief. */
export function problemsOf(text: string): string[] {
  return compilePolicy(text, 'policy.yaml', sampleCatalog).problems.map(briefly);
}
