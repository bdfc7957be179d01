import { escaped } from './markup.js';

/** Units of the drawing; a page scales it to its width. */
const WIDTH = 960;
const MARGIN = { left: 64, right: 16, top: 12, bottom: 28 };

/** A drawing over the time axis, from 0 to a nice maximum. */
export class Plot {
  readonly #height: number;
  readonly #stepMs: number;
  readonly #steps: number;
  readonly #max: number;
  readonly #start: Date;

  constructor(of: {
    readonly height: number;
    readonly steps: number;
    readonly stepMs: number;
    readonly start: Date;
    readonly max: number;
  }) {
    this.#height = of.height;
    this.#steps = of.steps;
    this.#stepMs = of.stepMs;
    this.#start = of.start;
    this.#max = niceMax(of.max);
  }

  /** Where a step begins. */
  x(step: number): number {
    return round(MARGIN.left + ((WIDTH - MARGIN.left - MARGIN.right) * step) / this.#steps);
  }

  y(value: number): number {
    const room = this.#height - MARGIN.top - MARGIN.bottom;
    return round(this.#height - MARGIN.bottom - (room * Math.min(value, this.#max)) / this.#max);
  }

  /** A line through the middles of the steps; steps without a value leave a gap. */
  path(values: readonly (number | undefined)[]): string {
    let pen = 'M';
    return values
      .map((value, step) => {
        if (value === undefined) {
          pen = 'M';
          return '';
        }
        const point = `${pen}${this.x(step + 0.5)} ${this.y(value)}`;
        pen = 'L';
        return point;
      })
      .join('');
  }

  /** What lies between two lines. */
  area(lower: readonly number[], upper: readonly number[]): string {
    const there = upper.map((value, step) => `${this.x(step + 0.5)} ${this.y(value)}`);
    const back = lower.map((value, step) => `${this.x(step + 0.5)} ${this.y(value)}`).toReversed();
    return `M${[...there, ...back].join('L')}Z`;
  }

  /** A narrow field over each step, which says what it is when it is pointed at. */
  hints(text: (step: number) => string): string {
    const width = round(this.x(1) - this.x(0));
    const height = this.#height - MARGIN.top - MARGIN.bottom;
    return Array.from({ length: this.#steps }, (_, step) => {
      const title = `${this.#moment(step, true)}\n${text(step)}`;
      return `<rect class="hint" x="${this.x(step)}" y="${MARGIN.top}" width="${width}" height="${height}"><title>${escaped(title)}</title></rect>`;
    }).join('\n');
  }

  /** The whole drawing with its axes. */
  svg(label: string, body: string, show: (value: number) => string): string {
    const levels = [0, 0.25, 0.5, 0.75, 1].map((part) => part * this.#max);
    const grid = levels.map((value) => {
      const y = this.y(value);
      const text = `<text class="axis" x="${MARGIN.left - 8}" y="${y + 4}" text-anchor="end">${escaped(show(value))}</text>`;
      return `<line class="grid" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y}" y2="${y}"/>${text}`;
    });
    return this.frame(label, `${grid.join('\n')}\n${body}`);
  }

  /** The same with the time axis only. */
  frame(label: string, body: string): string {
    const ticks = Array.from({ length: 7 }, (_, tick) => (tick * this.#steps) / 6).map((step) => {
      const anchor = step === 0 ? 'start' : step === this.#steps ? 'end' : 'middle';
      return `<text class="axis" x="${this.x(step)}" y="${this.#height - 8}" text-anchor="${anchor}">${this.#moment(step, false)}</text>`;
    });
    return `<svg viewBox="0 0 ${WIDTH} ${this.#height}" role="img" aria-label="${escaped(label)}">\n${body}\n${ticks.join('\n')}\n</svg>`;
  }

  #moment(step: number, full: boolean): string {
    const moment = new Date(this.#start.getTime() + step * this.#stepMs).toISOString();
    const isLong = this.#steps * this.#stepMs > 48 * 3_600_000;
    return full ? moment.slice(0, 16).replace('T', ' ') : isLong ? moment.slice(5, 10) : moment.slice(11, 16);
  }
}

/** The next round number whose quarters are easy to read; what is over it by a hair is drawn at it. */
function niceMax(max: number): number {
  if (max <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(max));
  return [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10]
    .map((factor) => factor * power)
    .find((value) => value >= 0.98 * max)!;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
