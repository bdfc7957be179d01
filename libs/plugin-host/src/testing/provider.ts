import {
  configOf,
  defineProvider,
  IsUrl,
  Secret,
  type Clock,
  type DialectDefinition,
  type DialectName,
  type Provider,
  type WireRequest,
} from '@fairlead/plugin-sdk';
import { createProvider } from '../provider/create-provider.js';
import type { ProviderInstance } from '../provider/provider-instance.js';
import { HttpTransport } from '../transport/http-transport.js';

class AcmeConfig {
  @Secret() apiKey!: string;
  @IsUrl() baseUrl = 'http://acme.test/v1';
}

/** What a test provider is made of; `make` stands for the plugin's own code. */
export interface Acme {
  readonly make: (config: AcmeConfig) => Provider;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly models?: Readonly<Record<string, string>>;
  readonly ca?: string;
  readonly dialects?: Readonly<Record<string, DialectDefinition>>;
  readonly transport?: HttpTransport;
}

export const KEY = 'sk-acme/0123456789';

const clock: Clock = { now: () => 0, wall: () => new Date(0), after: () => () => {} };

export function create({
  make,
  config,
  models = {},
  ca,
  dialects = {},
  transport,
}: Acme): ReturnType<typeof createProvider> {
  const speaks: readonly DialectName[] = ['openai-chat', 'openai-embeddings'];
  return createProvider({
    name: 'acme',
    definition: defineProvider({ config: configOf(AcmeConfig), speaks, create: make }),
    config: config ?? { api_key: KEY },
    models,
    egress: { ca },
    dialects: new Map(Object.entries(dialects)),
    transport: transport ?? new HttpTransport({ env: {} }),
    clock,
  });
}

/** The instance, for tests of what comes after a good configuration. */
export function instanceOf(acme: Acme): ProviderInstance {
  const { instance, problems } = create(acme);
  if (instance === undefined) throw new Error(JSON.stringify(problems));
  return instance;
}

export function chat(change: Partial<WireRequest> = {}): WireRequest {
  return {
    operation: 'chat',
    dialect: 'openai-chat',
    model: 'm',
    stream: false,
    body: new TextEncoder().encode('{}'),
    headers: {},
    ...change,
  };
}
