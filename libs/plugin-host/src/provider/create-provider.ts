import type { Clock, ConfigProblem, ProviderDefinition } from '@fairlead/plugin-sdk';
import type { HttpTransport } from '../transport/http-transport.js';
import { asFault } from './plugin-call.js';
import { ProviderInstance } from './provider-instance.js';
import { Secrets } from './secrets.js';

export interface ProviderSpec {
  readonly name: string;
  readonly definition: ProviderDefinition;
  /** The plugin's own options as plain data, references resolved. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly models: Readonly<Record<string, string>>;
  readonly ca?: string | undefined;
  readonly transport: HttpTransport;
  readonly clock: Clock;
}

/** Makes one provider of its plugin's definition, or says what is wrong with its options. */
export function createProvider(spec: ProviderSpec): {
  readonly instance?: ProviderInstance;
  readonly problems: readonly ConfigProblem[];
} {
  const { name, definition, clock } = spec;
  const secrets = new Secrets(spec.config, definition.config.secrets);
  const redact = (text: string): string => secrets.redact(text);
  try {
    const parsed = definition.config.parse(spec.config);
    if (!parsed.ok) {
      return {
        problems: parsed.problems.map((problem) => ({ ...problem, message: redact(problem.message) })),
      };
    }
    const provider = definition.create(parsed.value, { name, clock });
    return {
      instance: new ProviderInstance({ ...spec, provider, secrets, unset: parsed.unset }),
      problems: [],
    };
  } catch (error) {
    const { message } = asFault(error, 'gateway_error', `the plugin could not create ${name}`, redact);
    return { problems: [{ path: [], code: 'invalid', message }] };
  }
}
