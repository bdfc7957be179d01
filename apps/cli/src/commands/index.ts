import type { Command } from '../command.js';
import { doctor } from './doctor.js';
import { importConfig } from './import-config.js';
import { pluginCheck } from './plugin-check.js';
import { pluginList } from './plugin-list.js';
import { pluginNew } from './plugin-new.js';
import { policyCheck } from './policy-check.js';
import { policyDiff } from './policy-diff.js';
import { policyEffective } from './policy-effective.js';
import { policyExplain } from './policy-explain.js';
import { policySchema } from './policy-schema.js';
import { policySimulate } from './policy-simulate.js';
import { policyTest } from './policy-test.js';
import { roi } from './roi.js';

/** Every command, as help lists them. */
export const COMMANDS: readonly Command[] = [
  policyCheck,
  policyExplain,
  policyTest,
  policySimulate,
  policyDiff,
  policyEffective,
  policySchema,
  roi,
  doctor,
  pluginNew,
  pluginCheck,
  pluginList,
  importConfig,
];
