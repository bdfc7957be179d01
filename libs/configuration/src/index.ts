export { configurationSchema } from './configuration-schema.js';
export { ConfigurationError } from './configuration-error.js';
export { loadDeployment, type Deployment, type DeploymentTools } from './load-deployment.js';
export type { Overrides } from './overrides.js';
export { CONFIG_PROBLEM_CODES, type ConfigProblemCode } from './problem-codes.js';
export { readSettings } from './read-settings.js';
export type { Address, LogLevel, Settings } from './settings.js';
export { fingerprintOf, SourceFiles, type StandIns } from './source-files.js';
export { declareHealth, type HealthSubjects, type ProbedInstance } from './declare-health.js';
