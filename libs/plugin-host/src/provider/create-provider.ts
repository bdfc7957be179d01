import {
  Fault,
  type Clock,
  type ConfigProblem,
  type DialectDefinition,
  type Provider,
  type ProviderDefinition,
} from '@fairlead/plugin-sdk';
import type { Egress, HttpTransport } from '../transport/http-transport.js';
import type { LocalPlugin } from '../watch/local-plugin.js';
import { spokenBy } from '../dialect/spoken.js';
import { asFault } from './plugin-call.js';
import { ProviderInstance } from './provider-instance.js';
import { Secrets } from './secrets.js';

export interface ProviderSpec {
  readonly name: string;
  readonly definition: ProviderDefinition;
  /** The plugin's own options as plain data, references resolved. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly models: Readonly<Record<string, string>>;
  readonly egress?: Egress;
  /** Those that plugins brought, by name. */
  readonly dialects?: ReadonlyMap<string, DialectDefinition>;
  /** Where it runs here: its calls are guarded. */
  readonly plugin?: LocalPlugin | undefined;
  readonly transport: HttpTransport;
  readonly clock: Clock;
}

/** Makes one provider of its plugin's definition, or says what is wrong with its options. */
export function createProvider(spec: ProviderSpec): {
  readonly instance?: ProviderInstance;
  readonly problems: readonly ConfigProblem[];
} {
  const { name, definition } = spec;
  const secrets = new Secrets(spec.config, definition.config.secrets, definition.config.secretPrefixes);
  const redact = (text: string): string => secrets.redact(text);
  try {
    const parsed = definition.config.parse(spec.config);
    if (!parsed.ok) {
      return {
        problems: parsed.problems.map((problem) => ({ ...problem, message: redact(problem.message) })),
      };
    }
    const { value, unset } = parsed;
    const bare = unset.length > 0 ? createUnconfigured(spec, value) : create(spec, value);
    const provider = spec.plugin?.guard(name, spec.clock, redact).around(bare) ?? bare;
    const spoken = spokenBy(provider.speaks ?? definition.speaks, provider, spec.dialects ?? new Map());
    const parts = { egress: {}, ...spec, provider, spoken, secrets, unset };
    return { instance: new ProviderInstance(parts), problems: [] };
  } catch (error) {
    const { message } = asFault(error, 'gateway_error', `the plugin could not create ${name}`, redact);
    return { problems: [{ path: [], code: 'invalid', message }] };
  }
}

/** @throws what the plugin throws, or a TypeError when it made something else than a provider */
function create({ name, definition, clock, plugin }: ProviderSpec, config: object): Provider {
  const make = (): unknown => definition.create(config, { name, clock });
  const provider = plugin === undefined ? make() : plugin.creating(make);
  if (provider instanceof Promise) {
    provider.catch(() => {});
    throw new TypeError('create() must return the provider itself, not a promise of it');
  }
  const { address, authorize, respond, exchange } = (provider ?? {}) as Partial<Provider>;
  if (typeof address !== 'function') throw new TypeError('create() returned no address()');
  for (const [method, value] of Object.entries({ authorize, respond, exchange })) {
    if (value !== undefined && typeof value !== 'function')
      throw new TypeError(`create() returned a provider whose ${method} is no function`);
  }
  return provider as Provider;
}

/**
 * A plugin may well trip over the key that is not there. That is a provider to skip, as any that is unconfigured, and
 * no reason to refuse the whole configuration.
 */
function createUnconfigured(spec: ProviderSpec, config: object): Provider {
  try {
    return create(spec, config);
  } catch {
    return {
      address() {
        throw new Fault('auth_invalid', `${spec.name} is not configured`);
      },
    };
  }
}
