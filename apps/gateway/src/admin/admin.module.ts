import { Module, type DynamicModule } from '@nestjs/common';
import { GatewayMetrics } from '@fairlead/telemetry';
import { MetricsController } from './metrics.controller.js';

/** The second listener: for those who run the gateway, never for those who call it. */
@Module({})
export class AdminModule {
  static forRoot(metrics: GatewayMetrics): DynamicModule {
    return {
      module: AdminModule,
      controllers: [MetricsController],
      providers: [{ provide: GatewayMetrics, useValue: metrics }],
    };
  }
}
