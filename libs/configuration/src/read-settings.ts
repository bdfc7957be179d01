import { dirname, resolve } from 'node:path';
import {
  Findings,
  readDocument,
  type DocumentNode,
  type Located,
  type MapNode,
  type Place,
  type ValueOf,
} from '@fairlead/policy';
import { parseAddress } from './address.js';
import { DEFAULTS } from './defaults.js';
import type { Overrides } from './overrides.js';
import type { ConfigProblemCode } from './problem-codes.js';
import { resolveReference, type Environment } from './secret-reference.js';
import { SourceFiles } from './source-files.js';
import { LOG_LEVELS, type LogLevel, type ProviderSettings, type Settings } from './settings.js';
import type { WrittenTraits } from './traits-syntax.js';
import { fileShape } from './syntax.js';
import { readWorkerCount } from './worker-count.js';

const START: Place = { line: 1, column: 1 };

type FileValue = ValueOf<typeof fileShape>;
type ProviderValue = FileValue['providers'] extends ReadonlyMap<string, infer V> ? V : never;
type ConfigFindings = Findings<ConfigProblemCode>;

/** What reading a file needs besides the file. */
interface Reading {
  readonly env: Environment;
  readonly folder: string;
  readonly findings: ConfigFindings;
  readonly files: SourceFiles;
}

/** Reads `fairlead.yaml`. Undefined when it cannot be used at all; what is wrong is in `findings` either way. */
export function readSettings(
  overrides: Overrides,
  env: Environment,
  findings: ConfigFindings,
  files: SourceFiles = new SourceFiles(),
): Settings | undefined {
  const file = resolve(overrides.config);
  const folder = dirname(file);
  const reading = { env, folder, findings, files };
  const text = readText(file, reading, START);
  const document = text === undefined ? undefined : readDocument(text, findings);
  const value = document && fileShape.read(document, findings);
  if (value === undefined) return undefined;
  const adminToken =
    overrides.adminToken?.trim() || (value.adminToken && resolveText(value.adminToken, reading));
  const logLevel = readLevel(overrides.logLevel, findings) ?? value.log?.level ?? DEFAULTS.log.level;
  return {
    file,
    findings,
    files,
    policyFile: { path: resolve(folder, value.policy.value), place: value.policy.place },
    listen: {
      api: readListen(overrides.apiListen, findings) ?? value.listen?.api ?? DEFAULTS.listen.api,
      admin: readListen(overrides.adminListen, findings) ?? value.listen?.admin ?? DEFAULTS.listen.admin,
    },
    workers: readWorkerCount(overrides.workers, findings) ?? value.workers ?? DEFAULTS.workers,
    logLevel,
    logSampling: {
      share: value.log?.sample ?? DEFAULTS.log.sample,
      slowMs: value.log?.slowMs ?? DEFAULTS.log.slowMs,
    },
    ...readLimits(value.limits ?? {}),
    drain: { ...DEFAULTS.drain, ...value.drain },
    forwardHeaders: (value.forwardHeaders ?? []).map((header) => header.toLowerCase()),
    plugins: value.plugins ?? [],
    watchdog: { ...DEFAULTS.watchdog, ...value.watchdog },
    providers: [...value.providers].map(([name, provider]) => readProvider(name, provider, reading)),
    ...(adminToken !== undefined && { adminToken }),
    ...stateDir(overrides.stateDir, value.stateDir, folder),
    ...(value.seed !== undefined && { seed: value.seed }),
  };
}

function readLimits({
  body = DEFAULTS.limits.body,
  receiveMs = DEFAULTS.limits.receiveMs,
  inflight,
  connections,
}: NonNullable<FileValue['limits']>): Pick<
  Settings,
  'bodyLimitBytes' | 'receiveTimeoutMs' | 'maxInflight' | 'maxConnections'
> {
  return {
    bodyLimitBytes: body,
    receiveTimeoutMs: receiveMs,
    ...(inflight !== undefined && { maxInflight: inflight }),
    ...(connections !== undefined && { maxConnections: connections }),
  };
}

function readProvider(
  name: string,
  { value: { host, options }, place }: ProviderValue,
  reading: Reading,
): ProviderSettings {
  const ca = host.ca && readText(resolve(reading.folder, host.ca.value), reading, host.ca.place);
  return {
    name,
    place,
    type: host.type?.value ?? name,
    typePlace: host.type?.place ?? place,
    models: plainMap(host.models),
    prices: plainMap(host.prices),
    common: commonTraits(host),
    traits: plainMap(host.traits),
    ...(ca !== undefined && { ca }),
    allowLinkLocal: host.allowLinkLocal ?? false,
    options,
    optionValues: resolveOptions(options, reading),
  };
}

function commonTraits({ region, tags, data, capabilities }: WrittenTraits): WrittenTraits {
  return {
    ...(region !== undefined && { region }),
    ...(tags && { tags }),
    ...(data && { data }),
    ...(capabilities && { capabilities }),
  };
}

function plainMap<T>(keyed: ReadonlyMap<string, { readonly value: T }> | undefined): ReadonlyMap<string, T> {
  return new Map([...(keyed ?? [])].map(([key, { value }]) => [key, value]));
}

function resolveOptions(node: MapNode, reading: Reading): Record<string, unknown> {
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.value, resolveNode(value, reading)]));
}

function resolveNode(node: DocumentNode, reading: Reading): unknown {
  if (node.kind === 'broken') return undefined;
  if (node.kind === 'map') return resolveOptions(node, reading);
  if (node.kind === 'list') return node.items.map((item) => resolveNode(item, reading));
  if (typeof node.value !== 'string') return node.value;
  return resolveText({ value: node.value, place: node.place }, reading);
}

function resolveText(
  { value, place }: Located<string>,
  { env, folder, files, findings }: Reading,
): string | undefined {
  const result = resolveReference(value, env, folder, (path) => files.read(path));
  if (result.ok) return result.value;
  findings.error(place, 'invalid-reference', result.message);
  return undefined;
}

/** A flag goes by the folder it is typed in, the file by its own. */
function stateDir(
  flag: string | undefined,
  written: string | undefined,
  folder: string,
): { readonly stateDir?: string } {
  const said = flag ?? written;
  if (said === undefined || said === 'none') return said === undefined ? {} : { stateDir: said };
  return { stateDir: flag === undefined ? resolve(folder, said) : resolve(said) };
}

function readListen(
  text: string | undefined,
  findings: ConfigFindings,
): Settings['listen']['api'] | undefined {
  if (text === undefined) return undefined;
  const address = parseAddress(text);
  if (address === undefined) {
    findings.error(START, 'invalid-address', `"${text}", from a flag or the environment, is not host:port`);
  }
  return address;
}

function readLevel(text: string | undefined, findings: ConfigFindings): LogLevel | undefined {
  if (text === undefined) return undefined;
  const level = LOG_LEVELS.find((known) => known === text);
  if (level === undefined) {
    const message = `"${text}", from a flag or the environment, is no log level`;
    findings.error(START, 'invalid-value', message, `known: ${LOG_LEVELS.join(', ')}`);
  }
  return level;
}

/** A file's text, or undefined after reporting that it cannot be read. */
function readText(path: string, { files, findings }: Reading, place: Place): string | undefined {
  try {
    return files.read(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    findings.error(place, 'file-unreadable', `cannot read ${path} (${code})`);
    return undefined;
  }
}
