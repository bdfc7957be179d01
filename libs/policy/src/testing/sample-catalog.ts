import {
  configOf,
  defineStrategy,
  Duration,
  noConfig,
  Percent,
  type StrategyDefinition,
} from '@fairlead/plugin-sdk';
import type { PolicyCatalog } from '../compile/catalog.js';

class LatencyOptions {
  @Percent() tolerance = 0.1;
  @Duration() forgetAfterMs = 300_000;
}

const create = (): { pick: () => { index: number } } => ({ pick: () => ({ index: 0 }) });

/** Providers and strategies for specs: one strategy with options, two without. */
export const sampleCatalog: PolicyCatalog = {
  providers: ['alpha', 'beta', 'gamma'],
  strategies: new Map<string, StrategyDefinition>([
    ['weighted_round_robin', defineStrategy({ options: noConfig, create })],
    ['least_conn', defineStrategy({ options: noConfig, create })],
    ['cheapest', defineStrategy({ options: noConfig, create, needsPrices: () => true })],
    ['latency', defineStrategy({ options: configOf(LatencyOptions), create })],
  ]),
};
