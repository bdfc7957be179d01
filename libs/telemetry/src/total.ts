import { LabelTree } from './label-tree.js';
import { labelled, type Scrapable, type Scrape, type SeriesShape } from './series.js';

/** How a total is counted and shown. */
export interface TotalShape extends SeriesShape {
  /** `gauge` for a total that may fall; a counter never does. */
  readonly type?: 'counter' | 'gauge';
  /**
   * Units counted per unit shown: 1e9 shows integer nano-dollars as dollars. The sum stays an integer (exact up to
   * 2⁵³), and is divided only when scraped.
   */
  readonly perUnit?: number;
}

/** A running total for each combination of labels. */
export class Total implements Scrapable {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly type: string;
  readonly #cells = new LabelTree(() => ({ sum: 0 }));

  constructor(private readonly shape: TotalShape) {
    this.name = shape.name;
    this.help = shape.help;
    this.labels = shape.labels;
    this.type = shape.type ?? 'counter';
  }

  /** A counter ignores what would make it fall or poison it: NaN and negative amounts. */
  add(amount: number, one?: string, two?: string, three?: string, four?: string): void {
    if (!Number.isFinite(amount) || (amount < 0 && this.type === 'counter')) return;
    this.#cells.cell(one, two, three, four).sum += amount;
  }

  async get(): Promise<Scrape> {
    const values = this.#cells.entries().map(({ values, cell }) => ({
      labels: labelled(this.labels, values),
      value: cell.sum / (this.shape.perUnit ?? 1),
    }));
    return { name: this.name, help: this.help, type: this.type, aggregator: 'sum', values };
  }
}
