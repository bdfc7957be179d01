import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { Runtime } from '../runtime/runtime.js';

const RESOLUTION_MS = 20;
const NANO_PER_MS = 1e6;
const BYTES_PER_MIB = 1024 * 1024;

/** How the process itself does, for people: a slow event loop is told here and in metrics, and judged by neither probe. */
@Injectable()
export class ProcessIndicator implements OnApplicationShutdown {
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  constructor(
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
    @Inject(Runtime) private readonly runtime: Runtime,
  ) {
    this.#delay.enable();
  }

  /** Since the last time that it was asked. */
  process(): HealthIndicatorResult {
    const { rss, heapUsed } = process.memoryUsage();
    const details = {
      uptimeS: Math.floor(process.uptime()),
      inflight: this.runtime.engine.inflight,
      rssMiB: Math.round(rss / BYTES_PER_MIB),
      heapUsedMiB: Math.round(heapUsed / BYTES_PER_MIB),
      eventLoopDelayMs: { p99: this.#ms(this.#delay.percentile(99)), max: this.#ms(this.#delay.max) },
    };
    this.#delay.reset();
    return this.indicators.check('process').up(details);
  }

  onApplicationShutdown(): void {
    this.#delay.disable();
  }

  /** Less what the sampling itself waits for. */
  #ms(nanoseconds: number): number {
    return Math.max(0, Math.round(nanoseconds / NANO_PER_MS) - RESOLUTION_MS);
  }
}
