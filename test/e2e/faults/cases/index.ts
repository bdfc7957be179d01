import type { FaultCase } from '../fault-case.js';
import { connection } from './connection.js';
import { refusals } from './refusals.js';
import { bodies } from './bodies.js';
import { streams } from './streams.js';
import { odd } from './odd.js';
import { limits } from './limits.js';

/** Every row of the fault table. */
export const CASES: readonly FaultCase[] = [
  ...connection,
  ...refusals,
  ...bodies,
  ...streams,
  ...odd,
  ...limits,
];
