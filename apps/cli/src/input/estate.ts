import { existsSync } from 'node:fs';
import {
  ConfigurationError,
  loadDeployment,
  readSettings,
  type ConfigProblemCode,
  type Deployment,
  type DeploymentTools,
} from '@fairlead/configuration';
import { HttpTransport } from '@fairlead/plugin-host';
import { compilePolicy, Findings, type Plan, type PolicySources, type Problem } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import { UsageError, type Invocation } from '../command.js';
import { textFlag } from '../flags.js';
import { stillClock } from '../still-clock.js';
import { shortPath } from '../output/short-path.js';
import { readImport, readNamedFile } from './files.js';

/** It opens no socket before it is asked to. */
const idle = new HttpTransport();

export const USUAL_CONFIG = 'config/fairlead.yaml';

/** A policy as a command sees it: alone, or with the configuration of the gateway that it is for. */
export interface Estate {
  /** As the command line or the configuration names it. */
  readonly policyFile: string;
  /** Undefined when a problem is an error. */
  readonly plan?: Plan;
  /** Which line each value came from; there with a plan. */
  readonly sources?: PolicySources;
  /** Undefined without a configuration: then nothing is known of providers, and any name will do. */
  readonly deployment?: Deployment;
  readonly problems: readonly Problem[];
}

/** Flags of every command that reads a policy. */
export const ESTATE_OPTIONS = { config: { type: 'string' } } as const;
export const ESTATE_HELP = [
  [
    '--config FILE',
    `configuration of the gateway: its providers and plugins (FAIRLEAD_CONFIG, ${USUAL_CONFIG})`,
  ],
] as const;

interface ReadingOptions {
  /** The configuration, where it is not for the command line to say. */
  readonly config?: string | undefined;
  /** The day whose prices hold; default: today. */
  readonly at?: Date | undefined;
  /** For commands that call providers. Default: nothing is sent, and no time passes. */
  readonly tools?: Pick<DeploymentTools, 'transport' | 'clock'>;
}

/**
 * Reads a policy: the one that is named, else the one of the configuration. A policy that is named without a
 * configuration is read by itself.
 *
 * @throws UsageError when there is nothing to read
 */
export async function readEstate(
  { flags, terminal }: Pick<Invocation, 'flags' | 'terminal'>,
  policyFile: string | undefined,
  { config: named = textFlag(flags, 'config'), at = new Date(), tools }: ReadingOptions = {},
): Promise<Estate> {
  if (policyFile !== undefined && named === undefined) return readAlone(policyFile);
  const config = named ?? terminal.env['FAIRLEAD_CONFIG'] ?? USUAL_CONFIG;
  if (!existsSync(config)) {
    throw new UsageError(`there is no ${config}; name a policy file, or a configuration with --config`);
  }
  return readWithConfig(
    config,
    policyFile,
    terminal.env,
    tools ?? { transport: idle, clock: stillClock(at) },
  );
}

function readAlone(policyFile: string): Estate {
  const text = readNamedFile(policyFile);
  const catalog = { strategies: strategiesByName() };
  const { plan, sources, problems } = compilePolicy(text, policyFile, catalog, readImport);
  return { policyFile, problems, ...(plan && { plan }), ...(sources && { sources }) };
}

async function readWithConfig(
  config: string,
  policyFile: string | undefined,
  env: Invocation['terminal']['env'],
  tools: Pick<DeploymentTools, 'transport' | 'clock'>,
): Promise<Estate> {
  const findings = new Findings<ConfigProblemCode>(config);
  const settings = readSettings({ config }, env, findings);
  if (settings === undefined) return { policyFile: policyFile ?? config, problems: findings.problems() };
  const path = shortPath(policyFile ?? settings.policyFile.path);
  const named = { ...settings, policyFile: { ...settings.policyFile, path } };
  try {
    const deployment = await loadDeployment(named, { ...tools, strategies: strategiesByName() });
    const { plan, sources } = deployment;
    return { ...shown(path, deployment.warnings), plan, sources, deployment };
  } catch (error) {
    if (error instanceof ConfigurationError) return shown(path, error.problems);
    throw error;
  }
}

/** Whether a key is set here says nothing about the files. */
function shown(path: string, problems: readonly Problem[]): Pick<Estate, 'policyFile' | 'problems'> {
  const ofTheFiles = problems.filter(({ code }) => code !== 'secret-unset');
  return {
    policyFile: shortPath(path),
    problems: ofTheFiles.map((problem) => ({ ...problem, file: shortPath(problem.file) })),
  };
}
