import { Module, type DynamicModule } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { GatewayMetrics } from '@fairlead/telemetry';
import { HealthController } from '../health/health.controller.js';
import { HEALTH_INDICATORS } from '../health/indicators.js';
import { Runtime } from '../runtime/runtime.js';
import { BudgetsController } from './budgets.controller.js';
import { CanariesController } from './canaries.controller.js';
import { DecisionsController } from './decisions.controller.js';
import { MetricsController } from './metrics.controller.js';
import { OpenApiController } from './openapi.controller.js';
import { PluginsController } from './plugins.controller.js';
import { PolicyController } from './policy.controller.js';

/** What needs the admin token, or a caller on this machine. */
export const ADMIN_CONTROLLERS = [
  PolicyController,
  DecisionsController,
  CanariesController,
  BudgetsController,
  PluginsController,
  OpenApiController,
];

/** The second listener: for those who run the gateway, never for those who call it. */
@Module({})
export class AdminModule {
  /** @param health of a worker: whoever asks the admin listener for health is told of all of them */
  static forRoot(runtime: Runtime, { health }: { readonly health: boolean }): DynamicModule {
    return {
      module: AdminModule,
      imports: health ? [TerminusModule.forRoot({ logger: false })] : [],
      controllers: [MetricsController, ...ADMIN_CONTROLLERS, ...(health ? [HealthController] : [])],
      providers: [
        ...(health ? HEALTH_INDICATORS : []),
        { provide: Runtime, useValue: runtime },
        { provide: GatewayMetrics, useValue: runtime.metrics },
      ],
    };
  }
}
