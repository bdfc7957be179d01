import { openAiKeptResponses } from '@fairlead/dialects';
import type { RelayAsk } from '@fairlead/engine';
import type { Endpoint } from './endpoints.js';
import type { Refused } from './refusal.js';

/** `/v1/responses/{id}`, with whatever follows it; the id is the provider's. */
const KEPT = /^(?:\/openai)?\/v1\/responses\/([^/?]+)(\/[a-z_]+)?\/?(?:\?(.*))?$/;

/** A reply that a provider keeps: read, deleted, cancelled where it is kept, and nowhere else. */
export interface KeptAsk {
  readonly id: string;
  /** What stands behind the address of the operation at the provider. */
  readonly suffix: string;
}

/** @param url of a path that names a kept reply */
export function readKept(url: string): KeptAsk {
  const [, id = '', rest = '', query] = KEPT.exec(url) ?? [];
  return { id, suffix: `/${id}${rest}${withoutKey(query)}` };
}

/** @param keeper the target that keeps it */
export function keptEndpoint(keeper: string): Endpoint {
  return {
    dialect: openAiKeptResponses,
    route: '/v1/responses/{id}',
    call: { model: keeper, stream: false },
  };
}

/** Undefined for a method that asks for nothing here. */
export function keptMethod(method: string): RelayAsk['method'] | undefined {
  if (method === 'HEAD') return 'GET';
  return method === 'GET' || method === 'DELETE' || method === 'POST' ? method : undefined;
}

/** A reply that this process has not seen made. */
export function unknownReply(id: string): Refused {
  return {
    status: 404,
    message: `Response with id '${id}' is not known here: no target made it since the gateway started.`,
    param: 'response_id',
    code: 'response_not_found',
  };
}

/** A caller's key may stand in the query; it is for the gateway. */
function withoutKey(query: string | undefined): string {
  const parameters = new URLSearchParams(query);
  parameters.delete('key');
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}
