import {
  ConfigurationError,
  readSettings,
  type ConfigProblemCode,
  type Overrides,
  type Settings,
  type SourceFiles,
} from '@fairlead/configuration';
import { Findings } from '@fairlead/policy';

/** Where the configuration comes from, each time that it is read. */
export interface ConfigurationSource {
  readonly overrides: Overrides;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** @throws ConfigurationError when `fairlead.yaml` cannot be used at all */
export function readConfiguration({ overrides, env }: ConfigurationSource, files: SourceFiles): Settings {
  const findings = new Findings<ConfigProblemCode>(overrides.config);
  const settings = readSettings(overrides, env, findings, files);
  if (settings === undefined) throw new ConfigurationError(findings.problems());
  return settings;
}
