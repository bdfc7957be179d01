import { Gauge, type Registry } from 'prom-client';
import { CIRCUIT_STATES, type TargetGauge } from './events.js';

/** Gauges of the targets, read when scraped: nothing is written on the request path, and a removed target is gone. */
export class TargetGauges {
  #source: () => Iterable<TargetGauge> = () => [];

  constructor(registry: Registry) {
    const read = (): Iterable<TargetGauge> => this.#source();
    const registers = [registry];
    new Gauge({
      name: 'fairlead_inflight',
      help: 'Attempts in flight to a target.',
      labelNames: ['target'],
      registers,
      collect() {
        this.reset();
        for (const { target, inflight } of read()) this.set({ target }, inflight);
      },
    });
    new Gauge({
      name: 'fairlead_circuit_state',
      help: 'The circuit of a target: 1 for the state it is in, 0 for the others.',
      labelNames: ['target', 'state'],
      // Of several workers, the share that sees it so: 1 only where all agree.
      aggregator: 'average',
      registers,
      collect() {
        this.reset();
        for (const { target, circuit } of read())
          for (const state of CIRCUIT_STATES) this.set({ target, state }, state === circuit ? 1 : 0);
      },
    });
    new Gauge({
      name: 'fairlead_quota_headroom',
      help: 'What is left of a rate limit the provider stated, from 0 to 1.',
      labelNames: ['target', 'dimension'],
      aggregator: 'min',
      registers,
      collect() {
        this.reset();
        for (const { target, quotaHeadroom } of read())
          for (const [dimension, left] of Object.entries(quotaHeadroom ?? {}))
            this.set({ target, dimension }, left);
      },
    });
  }

  readFrom(source: () => Iterable<TargetGauge>): void {
    this.#source = source;
  }
}
