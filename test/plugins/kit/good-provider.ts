import {
  defineDialect,
  definePlugin,
  defineProvider,
  Fault,
  openaiWire,
  type ConfigResult,
  type ConfigSpec,
  type FairleadPlugin,
  type JsonSchema,
  type PartDecoder,
  type Provider,
  type StreamPart,
} from '@fairlead/plugin-sdk';
import type { KitFixtures } from '@fairlead/plugin-sdk/testing';

export interface AcmeConfig {
  readonly base_url: string;
  readonly api_key: string;
  readonly zone: string;
}

const SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    base_url: { type: 'string', pattern: '^https?://' },
    api_key: { type: 'string' },
    zone: { type: 'string' },
  },
  required: ['base_url', 'zone'],
};

/** By hand, so that a test can take its checks away. */
const acmeConfig: ConfigSpec<AcmeConfig> = {
  keys: ['base_url', 'api_key', 'zone'],
  secrets: ['api_key'],
  schema: SCHEMA,
  parse(input): ConfigResult<AcmeConfig> {
    const given = input as Record<string, unknown>;
    const problems = [
      ...Object.keys(given)
        .filter((key) => !(key in SCHEMA.properties!))
        .map((key) => ({ path: [key], code: 'unknown_key' as const, message: `unknown option "${key}"` })),
      ...['base_url', 'zone']
        .filter((key) => typeof given[key] !== 'string')
        .map((key) => ({ path: [key], code: 'invalid' as const, message: `"${key}" must be text` })),
    ];
    if (problems.length > 0) return { ok: false, problems };
    return {
      ok: true,
      value: given as unknown as AcmeConfig,
      unset: given['api_key'] === undefined ? ['api_key'] : [],
    };
  },
};

const acmeWire = ({ base_url: baseUrl, api_key: apiKey }: AcmeConfig): Provider =>
  openaiWire({ baseUrl, apiKey });

/** A plugin with one provider that does everything right, but for what is given. */
export function acme(
  change: (config: AcmeConfig) => Partial<Provider> = () => ({}),
  config: Partial<ConfigSpec<AcmeConfig>> = {},
): FairleadPlugin {
  return definePlugin({
    name: 'acme',
    providers: {
      acme: defineProvider({
        config: { ...acmeConfig, ...config },
        speaks: ['openai-chat', 'openai-embeddings'],
        create: (options) => ({ ...acmeWire(options), ...change(options) }),
      }),
    },
  });
}

/** The vendor's own words: lines of `{"say": …}`, then `{"over": true}` with the tokens, where it counts. */
export const SAYINGS: KitFixtures = {
  answers: {
    text: {
      reply: { body: { say: 'Aye, aye.', over: true, tokens: 3 } },
      stream: {
        headers: { 'content-type': 'application/x-ndjson' },
        chunks: ['{"say":"Aye, "}\n', '{"say":"aye."}\n', '{"over":true,"tokens":3}\n'],
        repeats: 0,
      },
      says: { text: 'Aye, aye.', usage: { output: 3 } },
    },
    uncounted: {
      reply: { body: { say: 'Aye.', over: true } },
      says: { text: 'Aye.' },
    },
  },
  faults: [{ name: 'busy', status: 400, body: { error: { code: 'E17' } }, class: 'overloaded' }],
};

/** Reads these. */
export function sayingDecoder(): PartDecoder {
  let begun = false;
  return {
    read({ json = {} }) {
      const { say, over, tokens } = json;
      const opening: StreamPart[] = [
        { kind: 'start' },
        { kind: 'open', choice: 0, block: 0, part: { kind: 'text', text: '' } },
      ];
      const parts: StreamPart[] = begun ? [] : opening;
      begun = true;
      if (typeof say === 'string') parts.push({ kind: 'delta', block: 0, text: say });
      if (over !== true) return parts;
      parts.push({ kind: 'close', block: 0 });
      if (typeof tokens === 'number') parts.push({ kind: 'usage', usage: { tokens: { output: tokens } } });
      return [...parts, { kind: 'finish', choice: 0, finish: { reason: 'stop' } }, { kind: 'end' }];
    },
  };
}

/** A plugin with a dialect of its own, which does everything right, but for what is given. */
export function sayer(
  dialect: Partial<Parameters<typeof defineDialect>[0]> = {},
  change: (config: AcmeConfig) => Partial<Provider> = () => ({}),
  speaks: readonly string[] = ['sayings'],
): FairleadPlugin {
  const tokensOf = (tokens: unknown) =>
    typeof tokens === 'number' ? { usage: { tokens: { output: tokens } } } : {};
  return definePlugin({
    name: 'sayer',
    dialects: {
      sayings: defineDialect({
        framing: 'ndjson',
        encodeRequest: ({ stream }, model) => ({ model, stream }),
        decodeReply({ say, tokens }) {
          if (typeof say !== 'string') throw new Fault('protocol_error', 'nothing was said');
          const parts = [{ kind: 'text' as const, text: say }];
          return { choices: [{ index: 0, parts, finish: { reason: 'stop' } }], ...tokensOf(tokens) };
        },
        openDecoder: sayingDecoder,
        ...dialect,
      }),
    },
    providers: {
      sayer: defineProvider({
        config: acmeConfig,
        speaks,
        create: (options) => ({
          address: () => `${options.base_url}/say`,
          authorize: (headers) => void (headers['authorization'] = `Bearer ${options.api_key}`),
          fault: ({ code }) => (code === 'E17' ? 'overloaded' : undefined),
          ...change(options),
        }),
      }),
    },
  });
}
