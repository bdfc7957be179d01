export { Engine } from './engine.js';
export type { ClientPort, Generation, Ingress, ProviderPort } from './ports.js';
export type { AttemptReport, ExchangeReport, Observer } from './report.js';
