import { Controller, Get, Inject, UseFilters, VERSION_NEUTRAL } from '@nestjs/common';
import { HealthCheck, HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import { RouteConfig } from '@nestjs/platform-fastify';
import { DialectErrorFilter } from '../http/dialect-error.filter.js';
import { BYTES } from '../http/host-routes.js';
import { LiveIndicator } from './live.indicator.js';
import { PluginsIndicator } from './plugins.indicator.js';
import { ProcessIndicator } from './process.indicator.js';
import { ReadyIndicator } from './ready.indicator.js';
import { StoresIndicator } from './stores.indicator.js';
import { TargetsIndicator } from './targets.indicator.js';

/** The probes' endpoints. A provider outage never turns `live`; only `ready` follows the routes. */
@Controller({ path: 'health', version: VERSION_NEUTRAL })
@UseFilters(DialectErrorFilter)
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(LiveIndicator) private readonly live: LiveIndicator,
    @Inject(ReadyIndicator) private readonly ready: ReadyIndicator,
    @Inject(TargetsIndicator) private readonly targets: TargetsIndicator,
    @Inject(ProcessIndicator) private readonly process: ProcessIndicator,
    @Inject(StoresIndicator) private readonly stores: StoresIndicator,
    @Inject(PluginsIndicator) private readonly plugins: PluginsIndicator,
  ) {}

  @Get(['', 'live'])
  @RouteConfig(BYTES)
  @HealthCheck()
  checkLive(): Promise<HealthCheckResult> {
    return this.health.check([() => this.live.policy()]);
  }

  /** The listener only opens once plugins are loaded and a policy is active: answering is the proof. */
  @Get('startup')
  @RouteConfig(BYTES)
  @HealthCheck()
  checkStartup(): Promise<HealthCheckResult> {
    return this.health.check([() => this.live.policy()]);
  }

  @Get('ready')
  @RouteConfig(BYTES)
  @HealthCheck()
  checkReady(): Promise<HealthCheckResult> {
    return this.health.check([() => this.live.policy(), () => this.ready.drain(), () => this.ready.routes()]);
  }

  @Get('full')
  @RouteConfig(BYTES)
  @HealthCheck()
  checkFull(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.live.policy(),
      () => this.ready.drain(),
      () => this.ready.routes(),
      () => this.targets.targets(),
      () => this.process.process(),
      () => this.stores.stores(),
      () => this.plugins.plugins(),
    ]);
  }
}
