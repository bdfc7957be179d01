import type { SourceMap } from '../source/source-map.js';

/** Parameters of a deployment that our files do not have, and why. */
const PARAMS: Readonly<Record<string, string>> = {
  temperature: 'a request is not rewritten: let the caller say it',
  top_p: 'a request is not rewritten: let the caller say it',
  max_tokens: 'a request is not rewritten: let the caller say it',
  stop: 'a request is not rewritten: let the caller say it',
  seed: 'a request is not rewritten: let the caller say it',
  max_retries: 'retries belong to the route: failover.same_target_retries',
  max_budget: 'a budget belongs to routes, scoped by label or tenant',
  budget_duration: 'a budget belongs to routes, scoped by label or tenant',
  extra_headers: 'only providers for compatible servers have headers of their own',
  custom_llm_provider: 'the provider is the one before the slash',
  merge_reasoning_content_in_choices: 'thoughts stay thoughts',
  mock_response: 'the simulator plugin answers without a vendor',
};

/** What the gateway finds out or does not ask. */
const INFO: Readonly<Record<string, string>> = {
  id: 'a target is known by its name',
  base_model: 'prices are looked up by the model; write prices where it has another name',
  max_tokens: 'write traits with a context_window in fairlead.yaml',
  max_input_tokens: 'write traits with a context_window in fairlead.yaml',
  max_output_tokens: 'the provider refuses what is too much',
  supports_function_calling: 'write capabilities in fairlead.yaml',
  supports_vision: 'write capabilities in fairlead.yaml',
  supports_response_schema: 'write capabilities in fairlead.yaml',
  access_groups: 'who may call is not part of a policy yet',
};

/** Says why of each setting that has no counterpart. */
export function remarkOthers(entry: SourceMap, params: SourceMap): void {
  for (const setting of params.settings) {
    const why = PARAMS[setting.entry.key.value];
    if (why) setting.unsupported(why);
  }
  for (const setting of entry.find('model_info')?.map?.settings ?? []) {
    const why = INFO[setting.entry.key.value];
    if (why) setting.unsupported(why);
  }
}

/** Keys of the other sections that have no counterpart. */
export const SECTIONS: Readonly<Record<string, string>> = {
  master_key: 'this version has no keys of its own: put the gateway behind your own door',
  database_url: 'there is no database',
  store_model_in_db: 'there is no database: models stand in the policy',
  redis_host: 'state is kept in the process',
  redis_port: 'state is kept in the process',
  redis_password: 'state is kept in the process',
  redis_url: 'state is kept in the process',
  cache: 'answers are not cached',
  cache_params: 'answers are not cached',
  cache_responses: 'answers are not cached',
  callbacks: 'see the log and the metrics instead',
  success_callback: 'see the log and the metrics instead',
  failure_callback: 'see the log and the metrics instead',
  service_callbacks: 'see the log and the metrics instead',
  alerting: 'write alerts on the metrics, or alert: in a failover rule',
  alerting_threshold: 'write alerts on the metrics',
  provider_budget_config: 'a budget belongs to routes, scoped by label or tenant',
  retry_policy: 'the built-in table says which errors are retried; failover.rules changes it',
  model_group_retry_policy: 'the built-in table says which errors are retried; failover.rules changes it',
  allowed_fails_policy: 'the built-in table says which errors count',
  enable_tag_filtering: 'a route chooses by tags with require: target_tags_all_of',
  tag_filtering_match_any: 'a route chooses by tags with require: target_tags_all_of',
  optional_pre_call_checks: 'see affinity for prompt caches',
  environment_variables: 'set them where the process is started',
  default_key_generate_params: 'this version has no keys of its own',
  max_parallel_requests: 'a target or a tier has limits.concurrency',
  global_max_parallel_requests: 'a target or a tier has limits.concurrency',
  routing_groups: 'write a route for each group',
};
