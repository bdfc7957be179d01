import type { ProblemCode } from '@fairlead/policy';

/** What the files of rehearsals can be told besides the findings that every strict file shares. */
export const REHEARSAL_PROBLEM_CODES = {
  'unknown-target': 'A target that the policy does not name.',
  'unreached-route':
    'A load for a route that no request was found for: say under `request` what its match asks for.',
} as const;

export type RehearsalProblemCode = ProblemCode | keyof typeof REHEARSAL_PROBLEM_CODES;
