const ceiling = { mode: 'blended_ceiling', ceiling_usd_per_mtok: 2 };

/** Every strategy and mode, with whether it has to know prices. */
export const STRATEGIES: readonly [type: string, options: object, needsPrice: boolean][] = [
  ['weighted_round_robin', {}, false],
  ['least_conn', {}, false],
  ['least_conn', { unit: 'tokens' }, false],
  ['latency', {}, false],
  ['latency', { objective: 'e2e', max_share: '50%' }, false],
  ['lowest_cost', { floor: { success_rate: '90%', first_token_p95: '8s' } }, true],
  ['cost_mix', { mode: 'request_share' }, false],
  ['cost_mix', { mode: 'price_weighted' }, true],
  ['cost_mix', { mode: 'spend_share' }, true],
  ['cost_mix', ceiling, true],
  ['composite', {}, true],
  ['composite', { weights: { cost: 0 } }, false],
  ['random', {}, false],
];
