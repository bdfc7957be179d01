import { Gauge, type Registry } from 'prom-client';
import type { RouteGauge } from './events.js';

/** Gauges of the routes of the policy in force, read when scraped: a removed route is gone. */
export class RouteGauges {
  #source: () => Iterable<RouteGauge> = () => [];

  constructor(registry: Registry) {
    const read = (): Iterable<RouteGauge> => this.#source();
    new Gauge({
      name: 'fairlead_route_available_targets',
      help: 'Targets of a route that can take a request now.',
      labelNames: ['route'],
      // A request is lost only where no worker has a target: as over replicas.
      aggregator: 'max',
      registers: [registry],
      collect() {
        this.reset();
        for (const { route, availableTargets } of read()) this.set({ route }, availableTargets);
      },
    });
  }

  readFrom(source: () => Iterable<RouteGauge>): void {
    this.#source = source;
  }
}
