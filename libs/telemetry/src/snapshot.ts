import type { MetricObjectWithValues, MetricValue } from 'prom-client';

/** Every series of one process at one moment: plain data that can be sent to another process. */
export type Snapshot = readonly Family[];

export type Family = MetricObjectWithValues<MetricValue<string>>;

/**
 * What goes on counting when its process has ended: counters, histograms, and the totals that may fall and are gauges
 * therefore. Any other gauge says how something is at this moment.
 */
export function runningTotals(snapshot: Snapshot): Snapshot {
  return snapshot.filter(({ name, type }) => String(type) !== 'gauge' || name.endsWith('_total'));
}
