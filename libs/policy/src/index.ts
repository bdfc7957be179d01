export * from './match.js';
export * from './plan.js';
export * from './problem.js';
