import {
  Inject,
  Logger,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type ModuleMetadata,
  type NestModule,
  type OnApplicationShutdown,
  type OnModuleInit,
  type Provider,
} from '@nestjs/common';
import { DiscoveryModule, HttpAdapterHost, RouterModule } from '@nestjs/core';
import { SchedulerRegistry } from '@nestjs/schedule';
import { TerminusModule } from '@nestjs/terminus';
import type { FastifyInstance } from 'fastify';
import { builtInStrategies } from '@fairlead/routing';
import { ADMIN_CONTROLLERS } from './admin/admin.module.js';
import { embeddedRuntime } from './embed/embedded-runtime.js';
import { Fairlead } from './embed/fairlead.js';
import type { FairleadOptions, FairleadPlace, FairleadSettings } from './embed/options.js';
import { Residence } from './embed/residence.js';
import { HealthController } from './health/health.controller.js';
import { HEALTH_INDICATORS } from './health/indicators.js';
import { Entry } from './http/entry.js';
import { dressOwnRoutes } from './http/host-routes.js';
import { InferenceController } from './http/inference.controller.js';
import { ReloadScheduler } from './reload/reload.scheduler.js';
import { ProbeScheduler } from './runtime/probe.scheduler.js';
import { Runtime } from './runtime/runtime.js';
import { StrategyRegistry } from './runtime/strategy.registry.js';

const SETTINGS = Symbol('settings of the embedded gateway');

/** For settings that other providers of the application know, such as a configuration service. */
export interface FairleadAsyncOptions extends FairleadPlace {
  readonly imports?: ModuleMetadata['imports'];
  readonly inject?: readonly (string | symbol | (abstract new (...args: never[]) => unknown))[];
  readonly useFactory: (...injected: never[]) => FairleadSettings | Promise<FairleadSettings>;
}

/** The gateway as a Nest module: `forRoot` puts it into another application. */
@Module({})
export class FairleadModule
  implements NestModule, OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown
{
  constructor(
    @Inject(Residence) private readonly residence: Residence,
    @Inject(StrategyRegistry) private readonly strategies: StrategyRegistry,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {}

  /** Import it once; it serves under `prefix`, and exports `Fairlead` to call it from within. */
  static forRoot(options: FairleadOptions): DynamicModule {
    return embedded(options, [{ provide: SETTINGS, useValue: options }]);
  }

  /** The same, with settings that are made while the application starts. */
  static forRootAsync({ imports, inject, useFactory, ...place }: FairleadAsyncOptions): DynamicModule {
    const settings = { provide: SETTINGS, useFactory, inject: [...(inject ?? [])] } as Provider;
    return embedded(place, [settings], imports);
  }

  /** The gateway as a program of its own, which adds the routes of callers to its server itself. */
  static around(runtime: Runtime): DynamicModule {
    const residence = new Residence(runtime, new Entry(runtime), { owns: true, waits: false });
    return {
      module: FairleadModule,
      imports: INFRASTRUCTURE,
      controllers: [HealthController],
      providers: [
        ...PARTS,
        { provide: Residence, useValue: residence },
        { provide: Runtime, useValue: runtime },
      ],
    };
  }

  /** Before routes are made. */
  configure(): void {
    if (this.residence.owns) return;
    const type = this.host.httpAdapter.getType();
    if (type === 'fastify')
      dressOwnRoutes(this.host.httpAdapter.getInstance<FastifyInstance>(), this.residence.runtime);
    else if (this.residence.isMounted)
      throw new Error(
        `FairleadModule serves its routes on the Fastify adapter, and this application has "${type}": use it, or mount nothing and call the injected Fairlead`,
      );
  }

  /** @throws ConfigurationError: the application does not start */
  async onModuleInit(): Promise<void> {
    await this.residence.start(this.strategies.find());
  }

  /** Before the server closes: not ready any more, and what is under way may finish. */
  beforeApplicationShutdown(): void {
    this.residence.drain();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.residence.stop();
  }
}

const INFRASTRUCTURE = [TerminusModule.forRoot({ logger: false }), DiscoveryModule];

/** The registry of timers is our own: the module that it comes from would run the application's jobs once more. */
const PARTS: readonly Provider[] = [
  ...builtInStrategies,
  StrategyRegistry,
  SchedulerRegistry,
  ProbeScheduler,
  ReloadScheduler,
  ...HEALTH_INDICATORS,
  { provide: Entry, useFactory: ({ entry }: Residence) => entry, inject: [Residence] },
];

function embedded(
  { prefix, mount: { api = true, health = true, admin = false } = {}, isGlobal = false }: FairleadPlace,
  settings: readonly Provider[],
  imports: ModuleMetadata['imports'] = [],
): DynamicModule {
  const isMounted = api || health || admin;
  const reside = (runtime: Runtime, { onBadConfig }: FairleadSettings): Residence =>
    new Residence(runtime, new Entry(runtime), { owns: false, waits: onBadConfig === 'wait', isMounted });
  const start = (options: FairleadSettings): Runtime => embeddedRuntime(options, new Logger('Fairlead'));
  const path = prefix && RouterModule.register([{ path: prefix, module: FairleadModule }]);
  return {
    module: FairleadModule,
    global: isGlobal,
    imports: [...imports, ...INFRASTRUCTURE, ...(path ? [path] : [])],
    controllers: [
      ...(health ? [HealthController] : []),
      ...(admin ? ADMIN_CONTROLLERS : []),
      ...(api ? [InferenceController] : []),
    ],
    providers: [
      ...PARTS,
      ...settings,
      { provide: Runtime, useFactory: start, inject: [SETTINGS] },
      { provide: Residence, useFactory: reside, inject: [Runtime, SETTINGS] },
      {
        provide: Fairlead,
        useFactory: ({ runtime, entry }: Residence) => new Fairlead(runtime, entry),
        inject: [Residence],
      },
    ],
    exports: [Fairlead],
  };
}
