import type { CaseName } from '../case-name.js';
import type { Play } from '../stage.js';
import { FAILURE_CASES } from './failures.js';
import { STRUCTURED_CASES } from './structured.js';
import { TEXT_CASES } from './text.js';
import { TOOL_CASES } from './tools.js';

export const CASES: Readonly<Record<CaseName, Play>> = {
  ...TEXT_CASES,
  ...TOOL_CASES,
  ...STRUCTURED_CASES,
  ...FAILURE_CASES,
};
