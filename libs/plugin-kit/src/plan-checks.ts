import { join } from 'node:path';
import type {
  CaseResult,
  KitOptions,
  KitReport,
  PluginReference,
  SubjectReport,
} from '@fairlead/plugin-sdk/testing';
import { loadPlugins, pluginFile } from '@fairlead/plugin-host';
import { packageFolder, readKitFile } from './kit-file.js';
import { kitProblems } from './kit-problems.js';
import { namedPlugin } from './named-plugin.js';
import { PROVIDER_CASES } from './provider/provider-cases.js';
import { withOptions, type Subject } from './provider/subject.js';
import { isAmong } from './report/is-among.js';
import { runCase } from './report/run-case.js';
import { STRATEGY_CASES } from './strategy/strategy-cases.js';
import { Fixtures } from './vendor/fixtures.js';
import { Vendor } from './vendor/vendor.js';

/** One case, ready to be run. */
interface PlannedCase {
  readonly code: string;
  readonly title: string;
  run(): Promise<CaseResult>;
}

interface PlannedSubject {
  readonly kind: SubjectReport['kind'];
  readonly name: string;
  readonly cases: readonly PlannedCase[];
}

/** What there is to check of a plugin. The vendor's server stands from now until `close`. */
export interface Checks extends Pick<KitReport, 'reference' | 'name' | 'version' | 'problems'> {
  readonly subjects: readonly PlannedSubject[];
  close(): void;
}

export async function planChecks(
  plugin: PluginReference,
  { cwd = process.cwd(), settings, fixtures = {}, only = '' }: KitOptions = {},
): Promise<Checks> {
  const named = namedPlugin(plugin);
  const { reference } = named;
  const vendor = new Vendor();
  await vendor.open();
  const close = (): void => {
    vendor.close();
    named.forget();
  };
  const { plugins, problems } = await loadPlugins([reference], { from: join(cwd, 'fairlead.kit.yaml') });
  const [loaded] = plugins;
  if (loaded === undefined) return { reference, problems, subjects: [], close };
  const { manifest, version } = loaded;
  const file = typeof plugin === 'string' ? pluginFile(reference, cwd) : undefined;
  const folder = packageFolder(file ?? join(cwd, 'x'));
  const told = settings ?? readKitFile(folder);
  if (told instanceof Error) {
    const unreadable = { code: 'kit-settings', message: told.message };
    return { reference, name: manifest.name, problems: [unreadable], subjects: [], close };
  }
  const { providers = {}, strategies = {} } = told;
  const wanted = ({ code }: { readonly code: string }): boolean => isAmong(code, only);
  const ofProviders = Object.entries(manifest.providers ?? {}).flatMap(([type, definition]) => {
    const given = new Fixtures(folder, type, fixtures);
    const claims = providers[type] ?? {};
    const subject: Subject = { reference, cwd, fixtures: given, type, definition, claims, vendor };
    const variants = Object.entries(claims.variants ?? {}).map(([name, options]): PlannedSubject =>
      ofProvider(`${type} (${name})`, withOptions(subject, options), wanted),
    );
    return [ofProvider(type, subject, wanted), ...variants];
  });
  const ofStrategies = Object.entries(manifest.strategies ?? {}).map(([name, definition]): PlannedSubject => {
    const subject = { name, definition, claims: strategies[name] ?? {} };
    const cases = STRATEGY_CASES.filter(wanted).map((each) => ({
      code: each.code,
      title: each.title,
      run: () => runCase(each, async () => each.run(subject)),
    }));
    return { kind: 'strategy', name, cases };
  });
  return {
    reference,
    name: manifest.name,
    ...(version !== undefined && { version }),
    problems: kitProblems(told, manifest, only),
    subjects: [...ofProviders, ...ofStrategies],
    close,
  };
}

function ofProvider(
  name: string,
  subject: Subject,
  wanted: (each: { readonly code: string }) => boolean,
): PlannedSubject {
  const cases = PROVIDER_CASES.filter(wanted).map((each) => ({
    code: each.code,
    title: each.title,
    run: () => runCase(each, () => each.run(subject)),
  }));
  return { kind: 'provider', name, cases };
}
