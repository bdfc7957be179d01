import { formatProblem, type Problem } from '@fairlead/policy';
import type { BuiltGeneration } from '../runtime/build-generation.js';

/** Beyond this many nobody reads on; the log has them all. */
const MAX_SHOWN = 20;

/** Which policy is in force, and whether the files say something else that could not be used. */
export interface PolicyStatus {
  readonly state: 'loaded' | 'rejected';
  /** Of the policy in force; absent: none is yet. */
  readonly version?: string;
  readonly name?: string;
  /** Since when the state is what it is, ISO 8601. */
  readonly since: string;
  /** The files were refused at the start: the policy in force is the kept copy of an earlier one. */
  readonly lastKnownGood?: true;
  /** Why the files were rejected: `file:line:col severity code message`. */
  readonly errors?: readonly string[];
}

interface Told {
  readonly since: Date;
  readonly lastKnownGood: boolean;
  /** Undefined while what the files say is in force. */
  readonly rejected?: readonly Problem[] | undefined;
}

export function policyStatus(
  current: BuiltGeneration | undefined,
  { since, lastKnownGood, rejected }: Told,
): PolicyStatus {
  const { version, name } = current?.generation.plan ?? {};
  return {
    state: rejected === undefined ? 'loaded' : 'rejected',
    ...(version !== undefined && { version }),
    ...(name !== undefined && { name }),
    since: since.toISOString(),
    ...(lastKnownGood && { lastKnownGood }),
    ...(rejected && { errors: errorLines(rejected).slice(0, MAX_SHOWN) }),
  };
}

export function errorLines(problems: readonly Problem[]): string[] {
  return problems.filter(({ severity }) => severity === 'error').map(formatProblem);
}
