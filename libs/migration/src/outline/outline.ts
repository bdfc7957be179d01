import { stringify } from 'yaml';
import type { ProviderDraft } from './vendor.js';

/** A route of the new policy, as plain data of the language. */
export interface RouteDraft {
  name: string;
  match: unknown;
  tiers: TierDraft[];
  [key: string]: unknown;
}

export interface TierDraft {
  name?: string;
  strategy?: unknown;
  targets: TargetDraft[];
  only_via_rule?: true;
}

export interface TargetDraft {
  target: string;
  weight?: number;
  limits?: Record<string, number>;
  region?: string;
  tags?: string[];
  prices?: Record<string, number>;
}

/** What an importer fills: the two files in the making. */
export class Outline {
  readonly aliases: Record<string, string> = {};
  readonly defaults: Record<string, unknown> = {};
  readonly healthProfiles: Record<string, unknown> = {};
  readonly budgets: Record<string, unknown> = {};
  readonly routes: RouteDraft[] = [];
  readonly #providers = new Map<string, ProviderDraft>();

  /** The name of the instance that is configured just so; a new one where there is none yet. */
  provider(draft: ProviderDraft, wish: string = draft.type): string {
    const same = [...this.#providers].find(([, known]) => JSON.stringify(known) === JSON.stringify(draft));
    if (same) return same[0];
    const base =
      wish
        .toLowerCase()
        .replaceAll(/[^a-z0-9._-]+/g, '-')
        .replaceAll(/^[^a-z0-9]+|-+$/g, '') || draft.type;
    let name = base;
    for (let n = 2; this.#providers.has(name); n++) name = `${base}-${n}`;
    this.#providers.set(name, draft);
    return name;
  }

  /** A name for a route that no other has. */
  routeName(wish: string): string {
    const base =
      wish
        .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
        .replaceAll(/^[^A-Za-z0-9]+|-+$/g, '')
        .slice(0, 60) || 'route';
    let name = base;
    for (let n = 2; this.routes.some((route) => route.name === name); n++) name = `${base}-${n}`;
    return name;
  }

  /** @param source for the head of the files */
  write(source: string): { configuration: string; policy: string } {
    const plugins = [...new Set([...this.#providers.values()].map(({ type }) => `@fairlead/plugin-${type}`))];
    const providers = [...this.#providers].map(([name, { type, options }]) => {
      return [name, { ...(type !== name && { type }), ...options }] as const;
    });
    const configuration = {
      version: 1,
      policy: 'policy.yaml',
      plugins,
      providers: Object.fromEntries(providers),
    };
    const policy = {
      version: 1,
      ...unlessEmpty('aliases', this.aliases),
      ...unlessEmpty('defaults', this.defaults),
      ...unlessEmpty('health_profiles', this.healthProfiles),
      ...unlessEmpty('budgets', this.budgets),
      routes: this.routes.map(brief),
    };
    const head = `# Made from ${source}; see the report of the import for what could not be said the same way.\n`;
    return { configuration: head + yaml(configuration), policy: head + yaml(policy) };
  }
}

/** One open tier is the route's own targets. */
function brief({ tiers, ...route }: RouteDraft): object {
  const written = tiers.map((tier) => ({ ...tier, targets: tier.targets.map(shortTarget) }));
  const [only] = written;
  if (written.length !== 1 || only === undefined)
    return { ...route, ...(tiers.length > 0 && { tiers: written }) };
  const { name: _, ...own } = only;
  const { name, match, ...rest } = route;
  return { name, match, ...own, ...rest };
}

function shortTarget(target: TargetDraft): TargetDraft | string {
  return Object.keys(target).length === 1 ? target.target : target;
}

function unlessEmpty(key: string, value: object): object {
  return Object.keys(value).length > 0 ? { [key]: value } : {};
}

function yaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}
