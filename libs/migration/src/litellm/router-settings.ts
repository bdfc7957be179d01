import type { Outline } from '../outline/outline.js';
import type { Setting, SourceMap } from '../source/source-map.js';
import { SECTIONS } from './others.js';

/** What both `router_settings` and `litellm_settings` may say; the former goes first. */
export interface RouterSettings {
  readonly find: (key: string) => Setting | undefined;
}

/** Strategies by their names there, with what is different. Undefined options: the default strategy. */
const STRATEGIES: Readonly<Record<string, readonly [strategy: unknown, how: string]>> = {
  'simple-shuffle': [undefined, 'weighted_round_robin: the same shares, evenly spread instead of drawn'],
  'least-busy': ['least_conn', 'recent failures count as load too'],
  'latency-based-routing': [
    { type: 'latency', objective: 'e2e' },
    'with requests in flight and failures in the score',
  ],
  'usage-based-routing': [
    { type: 'least_conn', unit: 'tokens' },
    'the least tokens in flight; rpm and tpm are limits',
  ],
  'usage-based-routing-v2': [
    { type: 'least_conn', unit: 'tokens' },
    'the least tokens in flight; rpm and tpm are limits',
  ],
  'cost-based-routing': [
    'lowest_cost',
    'by the expected tokens of each request, not by the sum of unit prices',
  ],
};

export function routerSettings(source: SourceMap): RouterSettings {
  const sections = ['router_settings', 'litellm_settings', 'general_settings'].map(
    (name) => source.find(name)?.map,
  );
  remarkSections(source, sections);
  return {
    find: (key) => sections.map((section) => section?.find(key)).find((setting) => setting !== undefined),
  };
}

/** The strategy of every pool; undefined for the default one. */
export function strategyOf({ find }: RouterSettings): unknown {
  const setting = find('routing_strategy');
  if (!setting?.text) return undefined;
  const known = STRATEGIES[setting.text];
  if (known === undefined) {
    setting.unsupported('no strategy here is like it; weighted_round_robin is used');
    return undefined;
  }
  setting.approximated(known[1]);
  for (const option of find('routing_strategy_args')?.map?.settings ?? []) {
    option.unsupported('measurements are kept and forgotten by rules of their own');
  }
  return known[0];
}

/** Retries, deadlines and cooldowns, for all routes. */
export function writeDefaults({ find }: RouterSettings, outline: Outline): void {
  const timeouts: Record<string, string> = {};
  const total = find('timeout') ?? find('request_timeout');
  if (total?.number !== undefined)
    timeouts['total'] = `${total.approximated('one deadline over all attempts').number}s`;
  const first = find('stream_timeout');
  if (first?.number !== undefined)
    timeouts['first_token'] = `${first.approximated('to the first content').number}s`;
  if (Object.keys(timeouts).length > 0) outline.defaults['timeouts'] = timeouts;
  const failover = failoverOf(find);
  if (Object.keys(failover).length > 0) outline.defaults['failover'] = failover;
  writeCooldown(find, outline);
}

function failoverOf(find: RouterSettings['find']): Record<string, unknown> {
  const failover: Record<string, unknown> = {};
  const retries = find('num_retries');
  if (retries?.number !== undefined) {
    retries.approximated('attempts in total, fallbacks included');
    failover['max_attempts'] = Math.max(2, retries.number + 1);
  }
  const after = find('retry_after');
  if (after?.number !== undefined && after.number > 0) {
    failover['backoff'] = { base: `${after.approximated('the base of a back-off with jitter').number}s` };
  } else after?.exact('no delay');
  return failover;
}

function writeCooldown(find: RouterSettings['find'], outline: Outline): void {
  const [fails, time] = [find('allowed_fails'), find('cooldown_time')];
  const profile: Record<string, unknown> = {};
  if (fails?.number !== undefined) {
    fails.approximated("failures in a row, or half of a minute's requests, of the target itself");
    profile['passive'] = { consecutive_failures: Math.max(1, fails.number + 1) };
  }
  if (time?.number !== undefined && time.number > 0) {
    time.approximated('the first stay; it grows with each failure, up to 5 minutes, and ends with a trial');
    profile['ejection'] = { base: `${time.number}s` };
  }
  if (Object.keys(profile).length === 0) return;
  outline.healthProfiles['imported'] = profile;
  outline.defaults['health'] = 'imported';
}

function remarkSections(source: SourceMap, sections: readonly (SourceMap | undefined)[]): void {
  for (const setting of [source, ...sections].flatMap((section) => section?.settings ?? [])) {
    const why = SECTIONS[setting.entry.key.value];
    if (why) setting.unsupported(why);
  }
  for (const section of sections) {
    section
      ?.find('drop_params')
      ?.approximated('what cannot be said to a provider is dropped with a word, or refused where it matters');
    section?.find('enable_pre_call_checks')?.exact('a prompt too large for a known window is not sent there');
    section?.find('set_verbose')?.unsupported('set log.level: debug in fairlead.yaml');
    section?.find('json_logs')?.exact('the log is JSON');
    section?.find('turn_off_message_logging')?.exact('prompts are never logged');
  }
}
