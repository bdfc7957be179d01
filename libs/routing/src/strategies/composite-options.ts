import { About, IsNumber, Min, Percent } from '@fairlead/plugin-sdk';
import { IsLoadScale, LOAD_SCALE_SCHEMA, type LoadScale } from './parts/load-scale.js';

export const COMPOSITE_FACTORS = ['firstToken', 'perToken', 'cost', 'failureRate', 'load'] as const;
export type CompositeFactor = (typeof COMPOSITE_FACTORS)[number];

/** How much each factor counts; 0 leaves it out. */
export class CompositeWeights implements Record<CompositeFactor, number> {
  @About('Weight of the time to the first token.') @IsNumber() @Min(0) firstToken = 1;
  @About('Weight of the time per token.') @IsNumber() @Min(0) perToken = 1;
  @About('Weight of the cost; above 0, a target with an unknown price is excluded.')
  @IsNumber()
  @Min(0)
  cost = 1;
  @About('Weight of the failures: at 4, a target that fails one time in three counts as five times as bad.')
  @IsNumber()
  @Min(0)
  failureRate = 4;
  @About('Weight of the load.') @IsNumber() @Min(0) load = 1;
}

export class CompositeOptions {
  weights: CompositeWeights = new CompositeWeights();
  @About('Scores this close are equal and take turns.')
  @Percent()
  tolerance = 0.1;
  @About('Requests in flight that double the load factor.', LOAD_SCALE_SCHEMA)
  @IsLoadScale()
  loadScale: LoadScale = 'auto';
}
