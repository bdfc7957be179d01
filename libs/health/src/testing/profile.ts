import { BUILT_IN } from '@fairlead/policy';

/** The built-in numbers. */
export const standard = BUILT_IN.health;
