import type { JsonMap } from '../json-map.js';
import { RequestRefused } from '../request-refused.js';

/** What a request may have at its top. */
export const REQUEST_FIELDS = [
  'model',
  'input',
  'instructions',
  'background',
  'context_management',
  'conversation',
  'include',
  'max_output_tokens',
  'max_tool_calls',
  'metadata',
  'moderation',
  'parallel_tool_calls',
  'previous_response_id',
  'prompt',
  'prompt_cache_key',
  'prompt_cache_options',
  'prompt_cache_retention',
  'reasoning',
  'safety_identifier',
  'service_tier',
  'store',
  'stream',
  'stream_options',
  'temperature',
  'text',
  'tool_choice',
  'tools',
  'top_logprobs',
  'top_p',
  'truncation',
  'user',
];

/** What an item of the input may have, by its type; items of the server's own tools are not looked into. */
export const ITEM_FIELDS: Readonly<Record<string, readonly string[]>> = {
  message: ['type', 'id', 'role', 'content', 'status', 'phase'],
  function_call: ['type', 'id', 'call_id', 'name', 'arguments', 'status', 'namespace', 'caller', 'async'],
  function_call_output: ['type', 'id', 'call_id', 'output', 'status', 'caller'],
  reasoning: ['type', 'id', 'summary', 'content', 'encrypted_content', 'status'],
  item_reference: ['type', 'id'],
};

export const TOOL_FIELDS = [
  'type',
  'name',
  'description',
  'parameters',
  'strict',
  'defer_loading',
  'allowed_callers',
];

/** @throws RequestRefused when there is one that the API does not know */
export function onlyKnown(map: JsonMap, known: readonly string[], at = ''): void {
  const extra = Object.keys(map).find((key) => !known.includes(key));
  if (extra === undefined) return;
  const param = at === '' ? extra : `${at}.${extra}`;
  throw new RequestRefused(`Unknown parameter: '${param}'.`, { param, code: 'unknown_parameter' });
}
