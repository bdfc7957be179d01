import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Runtime } from './runtime.js';

const NAME = 'probes';
/** How often due probes are looked for; far below the shortest sensible interval. */
const TICK_MS = 250;

/** Drives the probe plan: the only timer that calls providers by itself, and its calls cost no tokens. */
@Injectable()
export class ProbeScheduler implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    @Inject(SchedulerRegistry) private readonly schedule: SchedulerRegistry,
    @Inject(Runtime) private readonly runtime: Runtime,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule.addInterval(
      NAME,
      setInterval(() => this.runtime.probes.tick(), TICK_MS),
    );
  }

  onModuleDestroy(): void {
    if (this.schedule.doesExist('interval', NAME)) this.schedule.deleteInterval(NAME);
    this.runtime.probes.stop();
  }
}
