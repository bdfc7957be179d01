import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { Runtime } from '../runtime/runtime.js';

/**
 * Where state is kept. Budgets, health and decisions are in this process's memory; on disk there is only the copy of the
 * last good policy.
 */
@Injectable()
export class StoresIndicator {
  constructor(
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
    @Inject(Runtime) private readonly runtime: Runtime,
  ) {}

  stores(): HealthIndicatorResult {
    const kept = this.runtime.follows.lastKnownGood && this.runtime.settings.stateDir !== 'none';
    return this.indicators.check('stores').up({
      memory: 'in this process: lost with it, and shared with no other',
      lastGoodPolicy: kept ? 'on disk' : 'not kept',
    });
  }
}
