/** A provider instance of `fairlead.yaml`; keys are as the file spells them. */
export interface ProviderEntry {
  readonly base_url: string;
  readonly type?: string;
  readonly api_key?: string;
  readonly [option: string]: unknown;
}

/**
 * The text of a `fairlead.yaml` that names these providers (`openai-compatible`, with a key, unless they say
 * otherwise) and `policy.yaml` beside it. `extra` adds or replaces top-level keys.
 */
export function fairleadYaml(
  providers: Readonly<Record<string, ProviderEntry>>,
  extra: Readonly<Record<string, unknown>> = {},
): string {
  const entries = Object.entries(providers).map(([name, entry]) => [
    name,
    { type: 'openai-compatible', api_key: `key-of-${name}`, ...entry },
  ]);
  return yaml({
    version: 1,
    policy: 'policy.yaml',
    plugins: ['@fairlead/plugin-openai-compatible'],
    providers: Object.fromEntries(entries) as unknown,
    ...extra,
  });
}

/** The text of a policy with these routes; each is written as the policy language spells it. */
export function policyYaml(routes: readonly object[], extra: Readonly<Record<string, unknown>> = {}): string {
  return yaml({ version: 1, ...extra, routes });
}

/** A policy of one route: model `chat`, strict order, one target a tier, so that every failover is visible. */
export function tieredPolicy(
  targets: readonly string[],
  route: Readonly<Record<string, unknown>> = {},
): string {
  const tiers = targets.map((target) => ({ targets: [target] }));
  return policyYaml([{ name: 'chat', match: { model: 'chat' }, tiers, ...route }]);
}

/** One line a top-level key, its value in flow style: JSON is YAML. */
function yaml(document: Readonly<Record<string, unknown>>): string {
  return Object.entries(document)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('');
}
