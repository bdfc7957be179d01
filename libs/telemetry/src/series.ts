import type { MetricValue, Registry } from 'prom-client';

/** What Prometheus calls a family: the name, its one-line meaning and the labels that tell its series apart. */
export interface SeriesShape {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

/** A sample as prom-client renders it; `metricName` where it is not the family's (`_bucket`, `_sum`, `_count`). */
export type Sample = MetricValue<string> & { metricName?: string };

export interface Scrape {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  /** How prom-client joins the same series of several workers. */
  readonly aggregator: 'sum';
  readonly values: readonly Sample[];
}

/**
 * The part of prom-client's metric that its registry, its renderer and its worker aggregator call. Families of our
 * own have it too: they count in plain numbers and build samples only when scraped.
 */
export interface Scrapable {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  get(): Promise<Scrape>;
}

export function register(registry: Registry, family: Scrapable): void {
  // prom-client's types name its own classes; at run time the registry needs no more than `name` and `get`.
  registry.registerMetric(family as unknown as Parameters<Registry['registerMetric']>[0]);
}

export function labelled(names: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));
}
