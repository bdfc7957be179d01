import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { Runtime } from '../runtime/runtime.js';

/** Each plugin's state, for people. One that fails shows in the routes that need it, and only there. */
@Injectable()
export class PluginsIndicator {
  constructor(
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
    @Inject(Runtime) private readonly runtime: Runtime,
  ) {}

  plugins(): HealthIndicatorResult {
    const details = this.runtime.plugins.map(({ name, reference, ...plugin }) => {
      const { version, contract, isolation, status: state, reason, restarts } = plugin;
      // Terminus has a "status" of its own.
      return [name ?? reference, { version, contract, isolation, state, reason, restarts }] as const;
    });
    return this.indicators.check('plugins').up(Object.fromEntries(details));
  }
}
