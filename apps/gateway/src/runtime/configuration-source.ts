import {
  ConfigurationError,
  readSettings,
  SourceFiles,
  type ConfigProblemCode,
  type Overrides,
  type Settings,
  type StandIns,
} from '@fairlead/configuration';
import { Findings } from '@fairlead/policy';

/** Where the configuration comes from, each time that it is read. */
export interface ConfigurationSource {
  readonly overrides: Overrides;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Files that are no files: their text by their path. */
  readonly inMemory?: StandIns;
}

/** @param standIns texts that stand for files once more, such as a policy that is to be checked */
export function filesOf({ inMemory }: ConfigurationSource, standIns: StandIns = new Map()): SourceFiles {
  return new SourceFiles(new Map([...(inMemory ?? []), ...standIns]));
}

/** @throws ConfigurationError when `fairlead.yaml` cannot be used at all */
export function readConfiguration({ overrides, env }: ConfigurationSource, files: SourceFiles): Settings {
  const findings = new Findings<ConfigProblemCode>(overrides.config);
  const settings = readSettings(overrides, env, findings, files);
  if (settings === undefined) throw new ConfigurationError(findings.problems());
  return settings;
}
