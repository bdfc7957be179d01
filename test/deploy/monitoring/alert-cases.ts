import type { InputSeries } from './recording.js';

/** When an alert must fire: what is stored, one value a minute for two hours, and the moment to ask. */
export interface AlertCase {
  readonly alert: string;
  readonly when: string;
  readonly series: readonly InputSeries[];
  readonly firesAt: string;
}

const POD = 'namespace="fairlead",pod="fairlead-0"';
const STEPS = 120;

/** A counter that grows by this much a minute. */
function counting(name: string, labels: string, perMinute: number): InputSeries {
  return { series: `${name}{${POD},${labels}}`, values: `0+${perMinute}x${STEPS}` };
}

function steady(name: string, labels: string, value: number): InputSeries {
  return { series: `${name}{${[POD, labels].filter(Boolean).join(',')}}`, values: `${value}x${STEPS}` };
}

/** A counter that is not there for an hour, and then counts its first event. */
function firstEvent(name: string, labels: string): InputSeries {
  return { series: `${name}{${POD},${labels}}`, values: `_x60 1x${STEPS}` };
}

/** A gateway that runs. */
const RUNNING = [
  steady('fairlead_policy_info', 'version="aaaaaaaaaaaa",name="p"', 1),
  steady('fairlead_policy_rejected', '', 0),
];

const outcomes = (outcome: string, bad: number, good: number): InputSeries[] => [
  counting(
    'fairlead_requests_total',
    `route="chat",target="a/m",dialect="openai-chat",outcome="${outcome}"`,
    bad,
  ),
  counting('fairlead_requests_total', 'route="chat",target="a/m",dialect="openai-chat",outcome="ok"', good),
];
const attempts = (faultClass: string, bad: number, good: number): InputSeries[] => [
  counting('fairlead_attempts_total', `target="a/m",class="${faultClass}"`, bad),
  counting('fairlead_attempts_total', 'target="a/m",class="ok"', good),
];
/** A histogram all of whose values lie between two bounds. */
const between = (name: string, labels: string, below: string, bound: string): InputSeries[] => [
  counting(`${name}_bucket`, [labels, `le="${below}"`].filter(Boolean).join(','), 0),
  counting(`${name}_bucket`, [labels, `le="${bound}"`].filter(Boolean).join(','), 60),
  counting(`${name}_bucket`, [labels, 'le="+Inf"'].filter(Boolean).join(','), 60),
];

export const FIRING: readonly AlertCase[] = [
  { alert: 'FairleadAbsent', when: 'nobody is scraped', series: [], firesAt: '10m' },
  {
    alert: 'FairleadRestarts',
    when: 'the process started three times in half an hour',
    series: [
      ...RUNNING,
      { series: `process_start_time_seconds{${POD}}`, values: `100x60 200x5 300x5 400x${STEPS}` },
    ],
    firesAt: '80m',
  },
  {
    alert: 'FairleadErrors',
    when: 'one request in ten fails',
    series: [...RUNNING, ...outcomes('server_error', 6, 54)],
    firesAt: '20m',
  },
  {
    alert: 'FairleadBrokenStreams',
    when: 'one reply in twenty breaks off',
    series: [...RUNNING, ...outcomes('partial', 3, 57)],
    firesAt: '20m',
  },
  {
    alert: 'FairleadOverhead',
    when: 'the gateway takes a tenth of a second',
    series: [...RUNNING, ...between('fairlead_overhead_seconds', 'route="chat"', '0.05', '0.1')],
    firesAt: '30m',
  },
  {
    alert: 'FairleadEventLoop',
    when: 'the event loop stands still for half a second',
    series: [...RUNNING, steady('nodejs_eventloop_lag_p99_seconds', '', 0.5)],
    firesAt: '10m',
  },
  {
    alert: 'FairleadRouteDown',
    when: 'a route has nobody left',
    series: [...RUNNING, steady('fairlead_route_available_targets', 'route="chat"', 0)],
    firesAt: '5m',
  },
  {
    alert: 'FairleadTargetOut',
    when: 'a target is out everywhere',
    series: [...RUNNING, steady('fairlead_circuit_state', 'target="a/m",state="ejected"', 1)],
    firesAt: '10m',
  },
  {
    alert: 'FairleadFailovers',
    when: 'half of the requests need another target',
    series: [
      ...RUNNING,
      ...outcomes('cancelled', 0, 60),
      counting('fairlead_failovers_total', 'route="chat",from="a/m",to="b/m",class="server_error"', 30),
    ],
    firesAt: '30m',
  },
  ...['auth_invalid', 'permission_denied', 'model_not_found'].map((faultClass) => ({
    alert: 'FairleadKeyRefused',
    when: `the first ${faultClass}`,
    series: [...RUNNING, firstEvent('fairlead_attempts_total', `target="a/m",class="${faultClass}"`)],
    firesAt: '65m',
  })),
  {
    alert: 'FairleadKeyRefused',
    when: 'one more refusal, long after the first',
    series: [
      ...RUNNING,
      { series: `fairlead_attempts_total{${POD},target="a/m",class="auth_invalid"}`, values: '1x60 2x60' },
    ],
    firesAt: '65m',
  },
  {
    alert: 'FairleadCreditGone',
    when: 'the first refusal for want of credit',
    series: [...RUNNING, firstEvent('fairlead_attempts_total', 'target="a/m",class="quota_exhausted"')],
    firesAt: '65m',
  },
  {
    alert: 'FairleadRateLimited',
    when: 'one attempt in five meets a 429',
    series: [...RUNNING, ...attempts('rate_limited', 12, 48)],
    firesAt: '20m',
  },
  {
    alert: 'FairleadQuotaLow',
    when: 'a twentieth of the limit is left',
    series: [...RUNNING, steady('fairlead_quota_headroom', 'target="a/m",dimension="requests"', 0.05)],
    firesAt: '15m',
  },
  {
    alert: 'FairleadSlowTarget',
    when: 'first tokens take 10 to 20 seconds',
    series: [
      ...RUNNING,
      ...between('fairlead_time_to_first_token_seconds', 'route="chat",target="a/m"', '10', '20'),
    ],
    firesAt: '30m',
  },
  {
    alert: 'FairleadPolicyRejected',
    when: 'the files cannot be used',
    series: [RUNNING[0]!, steady('fairlead_policy_rejected', '', 1)],
    firesAt: '5m',
  },
  {
    alert: 'FairleadPolicyDiffers',
    when: 'another pod has another policy',
    series: [
      ...RUNNING,
      {
        series: 'fairlead_policy_info{namespace="fairlead",pod="fairlead-1",version="bbbbbbbbbbbb",name="p"}',
        values: `1x${STEPS}`,
      },
    ],
    firesAt: '20m',
  },
  {
    alert: 'FairleadCanaryAborted',
    when: 'a gate took a canary out',
    series: [...RUNNING, firstEvent('fairlead_canary_aborted_total', 'route="chat",canary="next"')],
    firesAt: '65m',
  },
  {
    alert: 'FairleadBudget',
    when: 'a budget has passed its warning',
    series: [...RUNNING, firstEvent('fairlead_budget_warnings_total', 'budget="team"')],
    firesAt: '65m',
  },
];
