import {
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { builtInStrategies } from '@fairlead/routing';
import { HealthModule } from './health/health.module.js';
import { InferenceController } from './http/inference.controller.js';
import { KeptResponsesController } from './http/kept-responses.controller.js';
import { ModelsController } from './http/models.controller.js';
import { ReloadScheduler } from './reload/reload.scheduler.js';
import { ProbeScheduler } from './runtime/probe.scheduler.js';
import { Runtime } from './runtime/runtime.js';
import { RuntimeModule } from './runtime/runtime.module.js';
import { StrategyRegistry } from './runtime/strategy.registry.js';

/** The gateway as a Nest module: import it with `forRoot` to embed it in another application. */
@Module({})
export class FairleadModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(StrategyRegistry) private readonly strategies: StrategyRegistry,
  ) {}

  static forRoot(runtime: Runtime): DynamicModule {
    return {
      module: FairleadModule,
      imports: [RuntimeModule.forRoot(runtime), DiscoveryModule, ScheduleModule.forRoot(), HealthModule],
      // The one that takes every path stands last.
      controllers: [ModelsController, KeptResponsesController, InferenceController],
      providers: [...builtInStrategies, StrategyRegistry, ProbeScheduler, ReloadScheduler],
    };
  }

  /** @throws ConfigurationError: the application does not start */
  async onModuleInit(): Promise<void> {
    await this.runtime.start(this.strategies.find());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.runtime.stop();
  }
}
