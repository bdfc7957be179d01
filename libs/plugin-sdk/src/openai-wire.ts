import { Fault } from './fault.js';
import type { ProbeRequest, Provider } from './provider.js';

/** What `openaiWire` needs of the options. */
export interface OpenaiWireOptions {
  /** Without a trailing slash, version included: `https://api.example/v1`. */
  readonly baseUrl: string;
  /** Sent as a bearer token; without one no `authorization` is sent. */
  readonly apiKey?: string | undefined;
  /** Further headers, lower-case names; one that is undefined is not sent. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Where the list of models is, below the base URL. Default `/models`. */
  readonly probePath?: string;
}

/** The part of a provider that `openaiWire` makes. */
export type OpenaiWire = Required<Pick<Provider, 'address' | 'authorize'>> & { readonly probe: ProbeRequest };

const PATHS: Readonly<Record<string, string>> = {
  'openai-chat': '/chat/completions',
  'openai-responses': '/responses',
  'openai-embeddings': '/embeddings',
  'openai-completions': '/completions',
  'openai-moderations': '/moderations',
  'openai-images': '/images/generations',
  'openai-image-edits': '/images/edits',
  'openai-speech': '/audio/speech',
  'openai-transcriptions': '/audio/transcriptions',
  'openai-translations': '/audio/translations',
  rerank: '/rerank',
};

/** The addresses, headers and token-free probe of a vendor that serves OpenAI's HTTP API. */
export function openaiWire(options: OpenaiWireOptions): OpenaiWire {
  const { baseUrl, apiKey, headers: extra = {}, probePath = '/models' } = options;
  return {
    address(operation, _model, { dialect }) {
      const path = PATHS[dialect];
      if (path !== undefined) return `${baseUrl}${path}`;
      throw new Fault('unsupported_parameter', `${operation} in the dialect ${dialect} is not served here`);
    },
    authorize(headers) {
      for (const [name, value] of Object.entries(extra)) if (value !== undefined) headers[name] = value;
      if (apiKey) headers['authorization'] = `Bearer ${apiKey}`;
    },
    probe: { method: 'GET', url: `${baseUrl}${probePath}` },
  };
}
