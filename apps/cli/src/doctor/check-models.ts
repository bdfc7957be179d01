import { didYouMean } from '@fairlead/plugin-sdk';
import type { ListedModels } from '@fairlead/plugin-host';
import { ok, problem, skipped, warning, type Finding } from './finding.js';

/** @param tookMs from the request to the end of its reply */
export function checkModels(listed: ListedModels, tookMs: number): Finding {
  const { result, ids, partial, message = result } = listed;
  if (result !== 'ok') return problem('models', `${result}: ${message}`, adviceFor(listed));
  if (ids === undefined)
    return ok('models', `the key is taken (${tookMs} ms); the reply is no list of models`);
  return ok('models', `${ids.length}${partial ? ' or more' : ''} models, in ${tookMs} ms`);
}

function adviceFor({ result, headers }: ListedModels): string {
  const retryAfter = headers['retry-after'];
  switch (result) {
    case 'auth_invalid':
      return 'the provider refuses the key: make a new one, or check that it belongs to this base_url';
    case 'permission_denied':
      return 'the key may not list models: give it the right to, or check its project and region';
    case 'rate_limited':
      return `too many requests with this key${retryAfter === undefined ? '' : `; again in ${retryAfter} s`}: find who else uses it, or ask the vendor for a higher limit`;
    case 'quota_exhausted':
      return 'the account has no credit left: pay, or raise its spending limit';
    case 'model_not_found':
      return 'there is no list of models at this address: check the path of base_url (most end in /v1)';
    case 'timeout_connect':
      return 'the connection opens but no reply comes: a proxy or firewall between may hold it back';
    case 'overloaded':
    case 'server_error':
      return "the provider itself is ill: look at its status page; the gateway's health checks route around it";
    default:
      return 'compare with the same request by curl';
  }
}

/**
 * One finding for every model that the policy names and the provider does not list, or one that all is well.
 *
 * @param named as the provider spells them
 */
export function checkNames(named: readonly string[], { ids, partial }: ListedModels): Finding[] {
  if (named.length === 0) return [skipped('names', 'the policy names no model of it')];
  if (ids === undefined) return [skipped('names', 'there is no list to look in')];
  const missing = named.filter((model) => !ids.includes(model));
  if (missing.length === 0) return [ok('names', named.join(', '))];
  return missing.map((model) => {
    const near = didYouMean(model, ids);
    const hint = near === undefined ? '' : `; did you mean "${near}"?`;
    if (partial)
      return warning(
        'names',
        `"${model}" is not on the first page of the list${hint}`,
        'look it up yourself',
      );
    const todo = 'correct it in the policy, or say how this provider spells it under models';
    return problem('names', `"${model}" is not in the list${hint}`, todo);
  });
}
