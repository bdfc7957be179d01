import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { Runtime } from '../runtime/runtime.js';

/** The process works: this code ran, and a policy is loaded. No provider has a say. */
@Injectable()
export class LiveIndicator {
  constructor(
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
    @Inject(Runtime) private readonly runtime: Runtime,
  ) {}

  policy(): HealthIndicatorResult {
    return this.indicators.check('policy').up({ ...this.runtime.reloader.status });
  }
}
