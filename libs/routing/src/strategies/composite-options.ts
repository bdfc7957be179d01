import { IsNumber, Min, Percent } from '@fairlead/plugin-sdk';
import { IsLoadScale, type LoadScale } from './parts/load-scale.js';

export const COMPOSITE_FACTORS = ['firstToken', 'perToken', 'cost', 'failureRate', 'load'] as const;
export type CompositeFactor = (typeof COMPOSITE_FACTORS)[number];

/** How much each factor counts; 0 leaves it out. */
export class CompositeWeights implements Record<CompositeFactor, number> {
  @IsNumber() @Min(0) firstToken = 1;
  @IsNumber() @Min(0) perToken = 1;
  /** Above 0, a target with an unknown price is excluded. */
  @IsNumber() @Min(0) cost = 1;
  /** 1/(1 − r) rises slowly at first: at 4, a target that fails one time in three counts as five times as bad. */
  @IsNumber() @Min(0) failureRate = 4;
  @IsNumber() @Min(0) load = 1;
}

export class CompositeOptions {
  weights: CompositeWeights = new CompositeWeights();
  /** Scores this close are equal and take turns. */
  @Percent() tolerance = 0.1;
  /** Requests in flight that double the load factor. */
  @IsLoadScale() loadScale: LoadScale = 'auto';
}
