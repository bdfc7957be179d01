import type { Play } from '../stage.js';
import { FAILURE_CASES } from './failures.js';
import { STRUCTURED_CASES } from './structured.js';
import { TEXT_CASES } from './text.js';
import { TOOL_CASES } from './tools.js';

/** What every client is put through, against every upstream. */
const ALL = { ...TEXT_CASES, ...TOOL_CASES, ...STRUCTURED_CASES, ...FAILURE_CASES };

export type CaseName = keyof typeof ALL;
export const CASES: Readonly<Record<CaseName, Play>> = ALL;
