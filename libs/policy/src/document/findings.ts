import type { Problem } from '../problem.js';
import type { ProblemCode } from '../problem-codes.js';
import type { Place } from './document-node.js';

/**
 * Collects everything that is wrong with one file. Readers report here and go on: nothing throws, so that one run
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

  /** Sorted by position. */
  problems(): Problem[] {
    return [...this.#found.values()].sort((a, b) => a.line - b.line || a.column - b.column);
  }

  /** What is wrong behind an anchor is found once per use, and told once. */
  #add(severity: Problem['severity'], at: Place, code: Code, message: string, hint?: string): void {
    const { line, column } = at;
    const problem = { file: this.file, line, column, severity, code, message, ...(hint && { hint }) };
    this.#found.set(`${line}:${column} ${code} ${message}`, problem);
  }
}
