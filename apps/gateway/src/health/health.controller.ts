import { Controller, Get, Inject } from '@nestjs/common';
import { HealthCheck, HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import { LiveIndicator } from './live.indicator.js';
import { ReadyIndicator } from './ready.indicator.js';
import { TargetsIndicator } from './targets.indicator.js';

/** The probes' endpoints. A provider outage never turns `live`; only `ready` follows the routes. */
@Controller('health')
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(LiveIndicator) private readonly live: LiveIndicator,
    @Inject(ReadyIndicator) private readonly ready: ReadyIndicator,
    @Inject(TargetsIndicator) private readonly targets: TargetsIndicator,
  ) {}

  @Get(['', 'live'])
  @HealthCheck()
  checkLive(): Promise<HealthCheckResult> {
    return this.health.check([() => this.live.policy()]);
  }

  /** The listener only opens once plugins are loaded and a policy is active: answering is the proof. */
  @Get('startup')
  @HealthCheck()
  checkStartup(): Promise<HealthCheckResult> {
    return this.health.check([() => this.live.policy()]);
  }

  @Get('ready')
  @HealthCheck()
  checkReady(): Promise<HealthCheckResult> {
    return this.health.check([() => this.live.policy(), () => this.ready.drain(), () => this.ready.routes()]);
  }

  @Get('full')
  @HealthCheck()
  checkFull(): Promise<HealthCheckResult> {
    return this.health.check([
      () => this.live.policy(),
      () => this.ready.drain(),
      () => this.ready.routes(),
      () => this.targets.targets(),
    ]);
  }
}
