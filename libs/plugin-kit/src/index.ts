export { checkPlugin } from './check-plugin.js';
export { describePlugin, describeProvider, describeStrategy } from './describe-plugin.js';
export { PROVIDER_CASES } from './provider/provider-cases.js';
export { asBadge } from './report/as-badge.js';
export { asText } from './report/as-text.js';
export { STRATEGY_CASES } from './strategy/strategy-cases.js';
