import { Module, type DynamicModule } from '@nestjs/common';
import { GatewayMetrics } from '@fairlead/telemetry';
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
  static forRoot(runtime: Runtime): DynamicModule {
    return {
      module: AdminModule,
      controllers: [MetricsController, ...ADMIN_CONTROLLERS],
      providers: [
        { provide: Runtime, useValue: runtime },
        { provide: GatewayMetrics, useValue: runtime.metrics },
      ],
    };
  }
}
