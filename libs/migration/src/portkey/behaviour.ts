import type { SourceMap } from '../source/source-map.js';

/** Why these have no counterpart. */
const OTHERS: Readonly<Record<string, string>> = {
  cache: 'answers are not cached',
  input_guardrails: 'prompts are not judged here',
  output_guardrails: 'answers are not judged here',
  before_request_hooks: 'prompts are not judged here',
  after_request_hooks: 'answers are not judged here',
  default_input_guardrails: 'prompts are not judged here',
  default_output_guardrails: 'answers are not judged here',
  forward_headers: 'list them under forward_headers in fairlead.yaml, for all providers',
  metadata: 'a caller labels its requests with x-fairlead-label-<name>',
  passthrough: 'a target of the same dialect gets the very bytes',
};

/** Deadline and retries of a whole config; what is set on one target alone is told to belong to its route. */
export function behaviourOf(source: SourceMap): Record<string, unknown> {
  remarkOthers(source, true);
  const timeout = source.find('request_timeout');
  const retry = source.find('retry')?.map;
  const attempts = retry?.find('attempts');
  if (attempts?.number !== undefined) {
    attempts.approximated('second tries at the same target, for the errors of the built-in table');
  }
  retry
    ?.find('on_status_codes')
    ?.approximated('the built-in table tells errors apart by class, not by status');
  retry?.find('use_retry_after_headers')?.exact('a short Retry-After is waited for');
  source
    .find('strategy')
    ?.map?.find('on_status_codes')
    ?.approximated('the built-in table says which errors go elsewhere; failover.rules changes it by class');
  if (timeout?.number !== undefined) timeout.approximated('one deadline over all attempts');
  return {
    ...(timeout?.number !== undefined && { timeouts: { total: `${timeout.number}ms` } }),
    ...(attempts?.number !== undefined && {
      failover: { max_attempts: attempts.number + 2, same_target_retries: attempts.number },
    }),
  };
}

function remarkOthers(source: SourceMap, top: boolean): void {
  for (const setting of source.settings) {
    const why = OTHERS[setting.entry.key.value];
    if (why) setting.unsupported(why);
    const ofTarget = !top && ['retry', 'request_timeout'].includes(setting.entry.key.value);
    if (ofTarget) setting.unsupported('deadlines and retries belong to the route');
  }
  for (const target of source.find('targets')?.maps ?? []) {
    target.find('name')?.exact('of use to conditions only');
    target
      .find('strategy')
      ?.map?.find('on_status_codes')
      ?.approximated('the built-in table says which errors go elsewhere; failover.rules changes it by class');
    remarkOthers(target, false);
  }
}
