import { availableParallelism } from 'node:os';
import { integer, refine, wordOr, type Findings, type Shape } from '@fairlead/policy';
import type { ConfigProblemCode } from './problem-codes.js';

/** More processes than any machine has cores for: a slip of the keyboard. */
const MOST = 256;
const HINT = `write a whole number from 1 to ${MOST}, or auto for as many as there are cores`;

/** How many processes serve, as `fairlead.yaml` writes it. */
export const workerCount: Shape<number> = refine(wordOr('auto', integer({ min: 1, max: MOST })), (value) =>
  value === 'auto' ? cores() : value,
);

/** The same from a flag or the environment; undefined when nothing is said there, or nothing sound. */
export function readWorkerCount(
  text: string | undefined,
  findings: Findings<ConfigProblemCode>,
): number | undefined {
  if (text === undefined) return undefined;
  if (text === 'auto') return cores();
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= MOST) return count;
  const message = `"${text}", from a flag or the environment, is no number of workers`;
  findings.error({ line: 1, column: 1 }, 'invalid-workers', message, HINT);
  return undefined;
}

function cores(): number {
  return Math.min(MOST, availableParallelism());
}
