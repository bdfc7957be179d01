import type { DecidedExchange } from '@fairlead/engine';

/** One thing that was not as expected. */
export interface Failure {
  /** `tier`, `share of acme/large`, `invariant "bounded work"`. */
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

export interface TestResult {
  readonly name: string;
  /** Of the test in its file. */
  readonly line: number;
  readonly passed: boolean;
  readonly requests: number;
  readonly failures: readonly Failure[];
  /** Of the first request that was not as expected, or of the only one. */
  readonly explanation?: DecidedExchange;
}

/** How much of one kind of thing was reached. */
export interface Reached {
  readonly reached: number;
  readonly of: number;
  /** Those that nothing reached. */
  readonly missing: readonly string[];
  /** Those that no test reached, and only the sweep for the invariants did. */
  readonly swept: readonly string[];
  /** The fraction that the file asks for. */
  readonly required?: number;
}

export interface CoverageResult {
  readonly routes: Reached;
  readonly tiers: Reached;
  readonly rules: Reached;
  /** Everything required was reached, or the file only wants to know. */
  readonly passed: boolean;
}

export interface SuiteResult {
  readonly file: string;
  /** Version of the policy: the hash of its text. */
  readonly version: string;
  readonly seed: number;
  readonly passed: boolean;
  readonly tests: readonly TestResult[];
  /** Where invariants did not hold beyond the tests. */
  readonly sweep: readonly TestResult[];
  readonly coverage: CoverageResult;
}
