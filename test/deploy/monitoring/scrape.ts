/** One series of a scrape at its moment. */
export interface Sample {
  readonly name: string;
  /** As printed, without braces; empty where there are none. */
  readonly labels: string;
  readonly value: string;
}

const SAMPLE = /^(?<name>[a-zA-Z_:][\w:]*)(?:\{(?<labels>.*)\})? (?<value>\S+)$/;

/** Every sample of a page of metrics in Prometheus text. */
export function samplesOf(text: string): Sample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const groups = SAMPLE.exec(line)?.groups;
      if (groups === undefined) throw new Error(`not a sample: ${line}`);
      return { name: groups['name']!, labels: groups['labels'] ?? '', value: groups['value']! };
    });
}

/** The label names of every metric of a scrape. */
export function labelsByMetric(text: string): Map<string, Set<string>> {
  const byName = new Map<string, Set<string>>();
  for (const { name, labels } of samplesOf(text)) {
    const names = byName.get(name) ?? new Set<string>();
    for (const [, label] of labels.matchAll(/(\w+)="/g)) names.add(label!);
    byName.set(name, names);
  }
  return byName;
}
