import { samplesOf } from './scrape.js';

/** A series as promtool's tests write it: one value a step, `_` where it was not there. */
export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

/**
 * Scrapes of one gateway, one a step, as Prometheus would have stored them: with the labels of the pod that was
 * scraped.
 */
export function recordingOf(
  scrapes: readonly string[],
  pod: Readonly<Record<string, string>>,
): InputSeries[] {
  const values = new Map<string, string[]>();
  const target = Object.entries(pod).map(([name, value]) => `${name}="${value}"`);
  scrapes.forEach((scrape, step) => {
    for (const { name, labels, value } of samplesOf(scrape)) {
      const series = `${name}{${[...target, ...(labels === '' ? [] : [labels])].join(',')}}`;
      const row = values.get(series) ?? Array.from(scrapes, () => '_');
      row[step] = value;
      values.set(series, row);
    }
  });
  return Array.from(values, ([series, row]) => ({ series, values: row.join(' ') }));
}
