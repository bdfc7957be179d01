import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { Runtime } from '../runtime/runtime.js';

/** Each target's circuit, quota, config and admin state, for people. Never a reason to be unhealthy by itself. */
@Injectable()
export class TargetsIndicator {
  constructor(
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
    @Inject(Runtime) private readonly runtime: Runtime,
  ) {}

  targets(): HealthIndicatorResult {
    const report = this.runtime.health.report();
    return this.indicators
      .check('targets')
      .up(Object.fromEntries(report.map(({ id, ...state }) => [id, state])));
  }
}
