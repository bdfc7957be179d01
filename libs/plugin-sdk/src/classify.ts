import type { Failure, FaultClass } from './fault.js';

/** Codes and types that name their class whatever the status. Sources: the vendors' error references. */
const BY_CODE: Readonly<Record<string, FaultClass>> = {
  insufficient_quota: 'quota_exhausted',
  billing_hard_limit_reached: 'quota_exhausted',
  billing_not_active: 'quota_exhausted',
  insufficient_balance: 'quota_exhausted',
  invalid_api_key: 'auth_invalid',
  authentication_error: 'auth_invalid',
  permission_error: 'permission_denied',
  billing_error: 'quota_exhausted',
  not_found_error: 'model_not_found',
  request_too_large: 'request_too_large',
  timeout_error: 'server_error',
  model_not_found: 'model_not_found',
  model_not_available: 'model_not_found',
  model_decommissioned: 'model_not_found',
  deployment_not_found: 'model_not_found',
  deploymentnotfound: 'model_not_found',
  context_length_exceeded: 'context_length',
  too_many_prompt_tokens: 'context_length',
  string_above_max_length: 'context_length',
  content_filter: 'content_filter',
  content_policy_violation: 'content_filter',
  unsupported_parameter: 'unsupported_parameter',
  unsupported_value: 'unsupported_parameter',
  // What is gone is a conversation, not the model.
  thread_not_found: 'bad_request',
  rate_limit_exceeded: 'rate_limited',
  rate_limit_error: 'rate_limited',
  overloaded_error: 'overloaded',
  server_is_overloaded: 'overloaded',
  engine_overloaded: 'overloaded',
  server_error: 'server_error',
  internal_server_error: 'server_error',
  api_error: 'server_error',
  quota_exhausted: 'quota_exhausted',
  billing_disabled: 'quota_exhausted',
  api_key_invalid: 'auth_invalid',
  api_key_service_blocked: 'permission_denied',
  unauthenticated: 'auth_invalid',
  permission_denied: 'permission_denied',
  unsupported_country_region_territory: 'permission_denied',
  not_found: 'model_not_found',
  resource_exhausted: 'rate_limited',
  unavailable: 'overloaded',
  deadline_exceeded: 'server_error',
  internal: 'server_error',
};

const BY_STATUS: Readonly<Record<number, FaultClass>> = {
  401: 'auth_invalid',
  402: 'quota_exhausted',
  403: 'permission_denied',
  404: 'model_not_found',
  408: 'server_error',
  413: 'request_too_large',
  429: 'rate_limited',
  503: 'overloaded',
  529: 'overloaded',
};

const CONTEXT_MESSAGE =
  /maximum context length|context window|too many (?:input )?tokens|prompt is too long|input token count .*exceeds/i;
const KEY_MESSAGE = /api key (?:not valid|not found|expired)|reported as leaked|unregistered callers/i;
const PLACE_MESSAGE = /location is not supported|not available in your (?:country|region)/i;
const CREDIT_MESSAGE = /spending cap|credits are depleted|credit balance is too low/i;
const OVERLOAD_MESSAGE = /overloaded|at capacity/i;

/**
 * The host's own judgement of a refusal: a code beats a status, and a message is read only where vendors give no code for
 * it. A provider's `fault()` refines it; `exchange`, which meets refusals itself, begins with it.
 */
export function classify(failure: Failure): FaultClass {
  const { status, message = '' } = failure;
  if ((status === 400 || status === 403) && KEY_MESSAGE.test(message)) return 'auth_invalid';
  if ((status === 400 || status === 429) && CREDIT_MESSAGE.test(message)) return 'quota_exhausted';
  const byCode = BY_CODE[failure.code?.toLowerCase() ?? ''] ?? BY_CODE[failure.type?.toLowerCase() ?? ''];
  if (byCode !== undefined && !(byCode === 'server_error' && status >= 400 && status < 500)) return byCode;
  if ((status === 400 || status === 413 || status === 422) && CONTEXT_MESSAGE.test(message))
    return 'context_length';
  if (status === 400 && PLACE_MESSAGE.test(message)) return 'permission_denied';
  const byStatus = BY_STATUS[status];
  if (byStatus !== undefined) return byStatus;
  if (status >= 400 && status < 500) return 'bad_request';
  return OVERLOAD_MESSAGE.test(message) ? 'overloaded' : 'server_error';
}
