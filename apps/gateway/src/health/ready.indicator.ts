import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { Runtime } from '../runtime/runtime.js';
import { routeReadiness } from './route-readiness.js';

/** Every critical route can answer. Read from memory: asking never sends a probe. */
@Injectable()
export class ReadyIndicator {
  constructor(
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
    @Inject(Runtime) private readonly runtime: Runtime,
  ) {}

  drain(): HealthIndicatorResult {
    const indicator = this.indicators.check('drain');
    return this.runtime.draining ? indicator.down({ reason: 'draining' }) : indicator.up();
  }

  routes(): HealthIndicatorResult {
    if (!this.runtime.generations.loaded)
      return this.indicators.check('routes').down({ reason: 'no configuration is in force' });
    const { plan, health } = this.runtime.generation;
    const all = plan.routes.map((route) => routeReadiness(route, health));
    const details = Object.fromEntries(all.map(({ route, ...rest }) => [route, rest]));
    const indicator = this.indicators.check('routes');
    return all.every(({ critical, ready }) => ready || !critical)
      ? indicator.up(details)
      : indicator.down(details);
  }
}
