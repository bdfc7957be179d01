export { CIRCUIT_STATES } from './events.js';
export type {
  AttemptEvent,
  ExchangeEvent,
  FailoverEvent,
  HttpRequestEvent,
  RouteGauge,
  TargetGauge,
} from './events.js';
export { GatewayMetrics } from './gateway-metrics.js';
export type { Rendered } from './render.js';
export type { Snapshot } from './snapshot.js';
export { WorkersMetrics, type WorkerEnd } from './workers-metrics.js';
export { REDACTED, redactSecrets, redactorOf } from './redact.js';
export { safeHeaders } from './safe-headers.js';
