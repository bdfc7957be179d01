import { LabelTree, type LabelledCell } from './label-tree.js';
import { labelled, type Sample, type Scrapable, type Scrape, type SeriesShape } from './series.js';

export interface SpreadShape extends SeriesShape {
  /** Upper bounds in seconds, ascending; the bucket above the last is implied. */
  readonly bounds: readonly number[];
}

interface Distribution {
  /** Observations per bucket, not cumulated; one more than there are bounds. */
  readonly counts: Float64Array;
  sum: number;
}

/** A histogram for each combination of labels. */
export class Spread implements Scrapable {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly type = 'histogram';
  readonly #cells: LabelTree<Distribution>;

  constructor(private readonly shape: SpreadShape) {
    this.name = shape.name;
    this.help = shape.help;
    this.labels = shape.labels;
    this.#cells = new LabelTree(() => ({ counts: new Float64Array(shape.bounds.length + 1), sum: 0 }));
  }

  /** Ignores what is no duration: negative, infinite, NaN. */
  observe(seconds: number, one?: string, two?: string): void {
    if (!Number.isFinite(seconds) || seconds < 0) return;
    const cell = this.#cells.cell(one, two);
    const bounds = this.shape.bounds;
    let bucket = 0;
    while (bucket < bounds.length && seconds > bounds[bucket]!) bucket++;
    cell.counts[bucket]!++;
    cell.sum += seconds;
  }

  async get(): Promise<Scrape> {
    const values = this.#cells.entries().flatMap((entry) => this.#samples(entry));
    return { name: this.name, help: this.help, type: this.type, aggregator: 'sum', values };
  }

  #samples({ values, cell }: LabelledCell<Distribution>): Sample[] {
    const labels = labelled(this.labels, values);
    let count = 0;
    const buckets = [...this.shape.bounds, '+Inf'].map((le, i) => {
      count += cell.counts[i]!;
      return { metricName: `${this.name}_bucket`, labels: { ...labels, le }, value: count };
    });
    return [
      ...buckets,
      { metricName: `${this.name}_sum`, labels, value: cell.sum },
      { metricName: `${this.name}_count`, labels, value: count },
    ];
  }
}
