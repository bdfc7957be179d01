import {
  DURATION_BOUNDS,
  FIRST_TOKEN_BOUNDS,
  OVERHEAD_BOUNDS,
  PER_TOKEN_BOUNDS,
  PHASE_BOUNDS,
} from './buckets.js';
import { Spread } from './spread.js';
import { Total } from './total.js';

const NANO_USD_PER_USD = 1e9;

/** Every family that is counted as things happen; those read at a scrape are in `target-gauges.ts`. */
export function countedFamilies() {
  return {
    httpRequests: new Total({
      name: 'http_requests_total',
      help: 'HTTP requests answered.',
      labels: ['method', 'route', 'status'],
    }),
    httpDuration: new Spread({
      name: 'http_request_duration_seconds',
      help: 'From the request line to the last byte of the answer.',
      labels: ['method', 'route'],
      bounds: DURATION_BOUNDS,
    }),
    requests: new Total({
      name: 'fairlead_requests_total',
      help: 'Exchanges that ended, with the target that answered.',
      labels: ['route', 'target', 'dialect', 'outcome'],
    }),
    attempts: new Total({
      name: 'fairlead_attempts_total',
      help: 'Attempts that ended, by fault class or ok.',
      labels: ['target', 'class'],
    }),
    failovers: new Total({
      name: 'fairlead_failovers_total',
      help: 'Steps from a failed target to the next.',
      labels: ['route', 'from', 'to', 'class'],
    }),
    firstToken: new Spread({
      name: 'fairlead_time_to_first_token_seconds',
      help: 'From the start of the exchange to its first content.',
      labels: ['route', 'target'],
      bounds: FIRST_TOKEN_BOUNDS,
    }),
    perOutputToken: new Spread({
      name: 'fairlead_time_per_output_token_seconds',
      help: 'Mean time between output tokens of one reply, after the first.',
      labels: ['route', 'target'],
      bounds: PER_TOKEN_BOUNDS,
    }),
    overhead: new Spread({
      name: 'fairlead_overhead_seconds',
      help: "The gateway's own time before the first attempt went out.",
      labels: ['route'],
      bounds: OVERHEAD_BOUNDS,
    }),
    phases: new Spread({
      name: 'fairlead_phase_seconds',
      help: 'Where the time of an answered exchange went; the phases of one add up to all of it.',
      labels: ['route', 'phase'],
      bounds: PHASE_BOUNDS,
    }),
    tokens: new Total({
      name: 'fairlead_tokens_total',
      help: 'Tokens the providers reported; input and output are whole, the other classes are parts of them.',
      labels: ['route', 'target', 'class'],
    }),
    cost: new Total({
      name: 'fairlead_cost_usd_total',
      help: 'Cost in US dollars of the exchanges whose price is known.',
      labels: ['route', 'target'],
      perUnit: NANO_USD_PER_USD,
    }),
    saved: new Total({
      name: 'fairlead_saved_usd_total',
      help: "US dollars saved against the route's baseline; falls when an exchange was dearer.",
      labels: ['route'],
      type: 'gauge',
      perUnit: NANO_USD_PER_USD,
    }),
    budgetWarnings: new Total({
      name: 'fairlead_budget_warnings_total',
      help: 'Windows and scope values of a budget in which its warn_at was passed.',
      labels: ['budget'],
    }),
    canariesAborted: new Total({
      name: 'fairlead_canary_aborted_total',
      help: 'Canaries that their gate has taken out.',
      labels: ['route', 'canary'],
    }),
    hedges: new Total({
      name: 'fairlead_hedges_total',
      help: 'Second attempts beside slow first ones, by whether their content was the answer.',
      labels: ['route', 'target', 'outcome'],
    }),
    hedgeCost: new Total({
      name: 'fairlead_hedge_cost_usd_total',
      help: 'Cost in US dollars of attempts that were called off for the other one, as far as it is known.',
      labels: ['route'],
      perUnit: NANO_USD_PER_USD,
    }),
    shadows: new Total({
      name: 'fairlead_shadow_total',
      help: 'Copies of answered requests that ended.',
      labels: ['route', 'target', 'result'],
    }),
    probes: new Total({
      name: 'fairlead_probe_total',
      help: 'Health probes that ended.',
      labels: ['target', 'result'],
    }),
    policyReloads: new Total({
      name: 'fairlead_policy_reload_total',
      help: 'Attempts to load a changed policy.',
      labels: ['result'],
    }),
    pluginRestarts: new Total({
      name: 'fairlead_plugin_restarts_total',
      help: 'Ends of a plugin worker, each of which is followed by a new start.',
      labels: ['plugin', 'reason'],
    }),
    pluginErrors: new Total({
      name: 'fairlead_plugin_errors_total',
      help: "Errors of a plugin's own code, by the call that threw them.",
      labels: ['plugin', 'call'],
    }),
    stalls: new Total({
      name: 'fairlead_event_loop_stalls_total',
      help: 'Times the event loop stood still for longer than watchdog.stall.',
      labels: ['plugin', 'call'],
    }),
    stallSeconds: new Total({
      name: 'fairlead_event_loop_stall_seconds_total',
      help: 'How long it stood still in them.',
      labels: ['plugin', 'call'],
    }),
    droppedEvents: new Total({
      name: 'fairlead_dropped_events_total',
      help: 'Malformed events left out of an otherwise good stream.',
      labels: ['target'],
    }),
  };
}
