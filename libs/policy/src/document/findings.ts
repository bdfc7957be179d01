import type { Problem } from '../problem.js';
import type { ProblemCode } from '../problem-codes.js';
import type { Place } from './document-node.js';

/**
 * Collects everything that is wrong with one file and those it imports. Readers report here and go on: nothing throws, so that one run
 * shows all there is to mend. `Code` widens the table of codes for a file with findings of its own.
 */
export class Findings<Code extends string = ProblemCode> {
  readonly #found = new Map<string, Problem>();
  #errors = 0;

  /** @param file as problems shall name it. */
  constructor(readonly file: string) {}

  error(at: Place, code: Code, message: string, hint?: string): void {
    this.#errors += 1;
    this.#add('error', at, code, message, hint);
  }

  warning(at: Place, code: Code, message: string, hint?: string): void {
    this.#add('warning', at, code, message, hint);
  }

  /** Whether there is an error; warnings do not count. */
  get failed(): boolean {
    return this.#errors > 0;
  }

  /** Errors so far, those told already included: whether it grows tells whether a part is sound. */
  get errors(): number {
    return this.#errors;
  }

  /** By file, its own first, and by position. */
  problems(): Problem[] {
    const files = [...new Set([this.file, ...[...this.#found.values()].map(({ file }) => file)])];
    return [...this.#found.values()].sort(
      (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
    );
  }

  /** What is wrong behind an anchor is found once per use, and told once. */
  #add(severity: Problem['severity'], at: Place, code: Code, message: string, hint?: string): void {
    const { line, column, file = this.file } = at;
    const problem = { file, line, column, severity, code, message, ...(hint && { hint }) };
    this.#found.set(`${file}:${line}:${column} ${code} ${message}`, problem);
  }
}
