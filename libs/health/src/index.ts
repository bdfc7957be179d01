export { Health } from './health.js';
export type { HealthChange } from './changes.js';
export type { AttemptVerdict, Pass } from './pass.js';
export type { ProbeVerdict } from './probe-effects.js';
export type { ProbeOrder } from './probe-planner.js';
export type { ProbeSubject } from './probe-subject.js';
export type { TargetHealth } from './report.js';
export * from './standing.js';
