import type { Candidate } from '@fairlead/plugin-sdk';

/**
 * 1 + 9r: a target that fails every time looks ten times as slow. It multiplies the whole score; inside the time to
 * the first token only, 12.8% of errors came through in simulation instead of 2.8%.
 */
export function failureFactor(candidate: Candidate): number {
  return 1 + 9 * candidate.failureRate;
}
