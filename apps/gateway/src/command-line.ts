import { parseArgs } from 'node:util';
import type { Overrides } from '@fairlead/configuration';

export interface CommandLine extends Overrides {
  readonly help: boolean;
  /** Read everything, say what is wrong, and serve nothing. */
  readonly check: boolean;
  /** Greet also where nobody seems to look: on standard error, so that the log stays a log. */
  readonly banner: boolean;
}

const DEFAULT_CONFIG = 'config/fairlead.yaml';

export const USAGE = `Usage: npm start -- [options]

  --config FILE         configuration (FAIRLEAD_CONFIG; default ${DEFAULT_CONFIG})
  --api-listen ADDR     host:port of the API (FAIRLEAD_API_LISTEN)
  --admin-listen ADDR   host:port of metrics and /admin (FAIRLEAD_ADMIN_LISTEN)
  --admin-token TOKEN   for callers of /admin from elsewhere; better set FAIRLEAD_ADMIN_TOKEN
  --log-level LEVEL     fatal, error, warn, info, debug, trace, silent (FAIRLEAD_LOG_LEVEL)
  --workers N           processes that serve on this machine, or auto: one a core (FAIRLEAD_WORKERS)
  --state-dir DIR       where the last good policy is kept for a restart, or none (FAIRLEAD_STATE_DIR)
  --check               check configuration, plugins and policy, then exit: 0 fine, 1 a finding
  --banner              print the addresses, routes and a first request also without a terminal (npm start does)
  --help                this text
`;

/** @throws TypeError on an unknown flag, with a message fit to print */
export function readCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    options: {
      config: { type: 'string' },
      'api-listen': { type: 'string' },
      'admin-listen': { type: 'string' },
      'log-level': { type: 'string' },
      'admin-token': { type: 'string' },
      'state-dir': { type: 'string' },
      workers: { type: 'string' },
      check: { type: 'boolean' },
      banner: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const apiListen = values['api-listen'] ?? env['FAIRLEAD_API_LISTEN'];
  const adminListen = values['admin-listen'] ?? env['FAIRLEAD_ADMIN_LISTEN'];
  const logLevel = values['log-level'] ?? env['FAIRLEAD_LOG_LEVEL'];
  const adminToken = values['admin-token'] ?? env['FAIRLEAD_ADMIN_TOKEN'];
  const stateDir = values['state-dir'] ?? env['FAIRLEAD_STATE_DIR'];
  const workers = values.workers ?? env['FAIRLEAD_WORKERS'];
  return {
    config: values.config ?? env['FAIRLEAD_CONFIG'] ?? DEFAULT_CONFIG,
    ...(apiListen && { apiListen }),
    ...(adminListen && { adminListen }),
    ...(logLevel && { logLevel }),
    ...(adminToken && { adminToken }),
    ...(stateDir && { stateDir }),
    ...(workers && { workers }),
    check: values.check ?? false,
    banner: values.banner ?? false,
    help: values.help ?? false,
  };
}
