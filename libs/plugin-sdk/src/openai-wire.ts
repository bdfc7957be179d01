import { Fault } from './fault.js';
import { OPERATIONS, type Operation, type ProbeRequest, type Provider } from './provider.js';

export interface OpenaiWireOptions {
  /** Without a trailing slash, version included: `https://api.example/v1`. */
  readonly baseUrl: string;
  /** Sent as a bearer token; without one no `authorization` is sent. */
  readonly apiKey?: string | undefined;
  /** What the vendor serves. Default: everything. */
  readonly operations?: readonly Operation[];
  /** Further headers, lower-case names; one that is undefined is not sent. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Where the list of models is, below the base URL. Default `/models`. */
  readonly probePath?: string;
}

export type OpenaiWire = Required<Pick<Provider, 'address' | 'authorize'>> & { readonly probe: ProbeRequest };

const PATHS: Readonly<Record<Operation, string>> = { chat: '/chat/completions', embeddings: '/embeddings' };

/** The addresses, headers and token-free probe of a vendor that serves OpenAI's HTTP API. */
export function openaiWire(options: OpenaiWireOptions): OpenaiWire {
  const { baseUrl, apiKey, operations = OPERATIONS, headers: extra = {}, probePath = '/models' } = options;
  return {
    address(operation) {
      if (operations.includes(operation)) return `${baseUrl}${PATHS[operation]}`;
      throw new Fault(
        'unsupported_parameter',
        `${operation} is not served here, only ${operations.join(', ')}`,
      );
    },
    authorize(headers) {
      for (const [name, value] of Object.entries(extra)) if (value !== undefined) headers[name] = value;
      if (apiKey) headers['authorization'] = `Bearer ${apiKey}`;
    },
    probe: { method: 'GET', url: `${baseUrl}${probePath}` },
  };
}
