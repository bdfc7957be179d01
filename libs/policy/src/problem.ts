/** One finding about a YAML file: where, how bad, what, and what to do. */
export interface Problem {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  readonly severity: 'error' | 'warning';
  /** A key of `PROBLEM_CODES`. */
  readonly code: string;
  readonly message: string;
  /** What to do about it: `did you mean "x"?`, the accepted values, an example. */
  readonly hint?: string;
}
