export type { CanaryStanding } from './canary/trial-run.js';
export { Engine } from './engine.js';
export type { KeptReplies } from './kept-replies.js';
export type {
  ClientPort,
  ExchangeTracer,
  Generation,
  Ingress,
  ProviderPort,
  RelayAsk,
  Upload,
} from './ports.js';
export { recordedRoute } from './recorded-route.js';
export type {
  AttemptReport,
  DecidedExchange,
  ExchangeReport,
  HedgeReport,
  Observer,
  ShadowReport,
} from './report.js';
export { Roster } from './roster.js';
export type { AttemptOutset, AttemptTrace, ExchangeTrace } from './trace.js';
