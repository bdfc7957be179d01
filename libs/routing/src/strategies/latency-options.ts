import { About, Duration, IsIn, Max, Min, Percent } from '@fairlead/plugin-sdk';
import { IsLoadScale, LOAD_SCALE_SCHEMA, type LoadScale } from './parts/load-scale.js';

export class LatencyOptions {
  @About(
    'Time to the first token, for people who wait; or to the last one, for agents that need the whole reply.',
  )
  @IsIn(['first_token', 'e2e'])
  objective: 'first_token' | 'e2e' = 'first_token';
  @About('Scores this close are equal and take turns.')
  @Percent()
  tolerance = 0.1;
  @About("How long an unused estimate is half trusted before the pool's median counts more.")
  @Duration()
  @Min(1)
  forgetAfterMs = 300_000;
  @About('An available target below this share is tried again every 30 s.')
  @Percent()
  @Max(1)
  minShare = 0.01;
  @About('No target takes more than this while three or more are available.')
  @Percent()
  @Max(1)
  maxShare = 0.9;
  @About('Requests in flight that double a score.', LOAD_SCALE_SCHEMA)
  @IsLoadScale()
  loadScale: LoadScale = 'auto';
}
