import { formatProblem, type Problem } from '@fairlead/policy';

/** The configuration cannot be used; every problem of every file is in it. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly problems: readonly Problem[]) {
    const errors = problems.filter(({ severity }) => severity === 'error').map(formatProblem);
    const what = errors.length === 1 ? 'an error' : `${errors.length} errors`;
    super([`the configuration cannot be used, with ${what}:`, ...errors].join('\n  '));
  }
}
