import { resolve } from 'node:path';
import { ConfigurationError, type Settings } from '@fairlead/configuration';
import { GatewayMetrics } from '@fairlead/telemetry';
import { hostLogger, type HostLog } from '../observe/host-logger.js';
import { filesOf, readConfiguration, type ConfigurationSource } from '../runtime/configuration-source.js';
import { Runtime } from '../runtime/runtime.js';
import type { ConfigurationTexts, FairleadSettings } from './options.js';

/** The gateway has no listener of its own here: whatever the file says, it is not looked at. */
const NO_LISTENERS = { apiListen: '127.0.0.1:0', adminListen: '127.0.0.1:0' };
const POLICY = 'policy.yaml';

/** Never throws for the configuration: starting it does. */
export function embeddedRuntime(options: FairleadSettings, hostLog: HostLog): Runtime {
  const source = sourceOf(options);
  const isFile = source.inMemory === undefined;
  const settings = settingsOf(source);
  // A child: the level that the configuration sets must not be the application's.
  const logger = options.logger?.child({}) ?? hostLogger(hostLog);
  const follows = {
    files: isFile && options.watch !== false,
    signals: false,
    lastKnownGood: isFile,
    keeps: true,
  };
  // Those of the process are the application's to tell.
  const metrics = new GatewayMetrics({ defaultMetrics: false });
  return new Runtime({ source, settings, metrics, logger, follows });
}

function sourceOf({ config, env = process.env }: FairleadSettings): ConfigurationSource {
  const {
    FAIRLEAD_ADMIN_TOKEN: adminToken,
    FAIRLEAD_LOG_LEVEL: logLevel,
    FAIRLEAD_STATE_DIR: stateDir,
  } = env;
  const overrides = {
    ...NO_LISTENERS,
    ...(adminToken && { adminToken }),
    ...(logLevel && { logLevel }),
    ...(stateDir && { stateDir }),
  };
  if (typeof config === 'string') return { overrides: { ...overrides, config }, env };
  const path = resolve(config.folder ?? '.', 'fairlead.yaml');
  return { overrides: { ...overrides, config: path }, env, inMemory: inMemory(path, config, env) };
}

function inMemory(
  path: string,
  { fairlead, policy }: ConfigurationTexts,
  env: ConfigurationSource['env'],
): ReadonlyMap<string, string> {
  const text = textOf(typeof fairlead === 'string' ? fairlead : { policy: POLICY, ...fairlead });
  const files = new Map([[path, text]]);
  const settings = settingsOf({ overrides: { config: path }, env, inMemory: files });
  return settings === undefined ? files : files.set(settings.policyFile.path, textOf(policy));
}

/** JSON is YAML. */
function textOf(content: string | object): string {
  return typeof content === 'string' ? content : JSON.stringify(content);
}

/** Undefined where it cannot be read; the start says why. */
function settingsOf(source: ConfigurationSource): Settings | undefined {
  try {
    return readConfiguration(source, filesOf(source));
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}
