export { Health } from './health.js';
export type { HealthChange } from './changes.js';
export type { AttemptVerdict, Pass } from './pass.js';
export type { ProbeOrder, ProbeSubject, ProbeVerdict } from './probe-planner.js';
export type { TargetHealth } from './report.js';
export * from './standing.js';
