import type { Problem } from '@fairlead/policy';

/** The configuration cannot be used; every problem of every file is in it. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly problems: readonly Problem[]) {
    super(`${problems.filter((problem) => problem.severity === 'error').length} configuration errors`);
  }
}
