import type { Command } from '../command.js';
import { importConfig } from './import-config.js';
import { policyCheck } from './policy-check.js';
import { policySchema } from './policy-schema.js';

/** Every command, as help lists them. */
export const COMMANDS: readonly Command[] = [policyCheck, policySchema, importConfig];
