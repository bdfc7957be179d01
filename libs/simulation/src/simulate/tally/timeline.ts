import type { ExchangeReport } from '@fairlead/engine';
import type { TargetId } from '@fairlead/plugin-sdk';
import type { Fleet } from '../fleet.js';
import type { Moment } from '../report.js';
import { Quantiles } from './quantiles.js';

/** Steps on the time axis: enough to see an incident, few enough to draw. */
const STEPS = 96;
/** How often in a step it is looked who is out. */
const LOOKS = 60;

/** What happened when, in steps. A request counts where it came, not where it ended. */
export class Timeline {
  readonly stepMs: number;
  readonly #steps: Step[];
  readonly #places: ReadonlyMap<TargetId, number>;
  readonly #ejections: number[];

  constructor(
    durationMs: number,
    private readonly targets: readonly TargetId[],
  ) {
    this.stepMs = Math.max(1, Math.ceil(durationMs / STEPS));
    this.#steps = Array.from(
      { length: Math.max(1, Math.ceil(durationMs / this.stepMs)) },
      () => new Step(targets.length),
    );
    this.#places = new Map(targets.map((id, place) => [id, place]));
    this.#ejections = targets.map(() => 0);
  }

  /** Between two looks at who is out, ms. */
  get lookMs(): number {
    return this.stepMs / LOOKS;
  }

  add(report: ExchangeReport, nowMs: number): void {
    this.#at(nowMs - report.durationMs).add(report, this.#places.get(report.target ?? ''));
  }

  look(fleet: Pick<Fleet, 'ejections' | 'ejectedShare'>, nowMs: number): void {
    const step = this.#at(nowMs - 1);
    for (const [place, id] of this.targets.entries()) {
      step.looksOut[place]! += fleet.ejectedShare(id);
      const ejections = fleet.ejections(id);
      step.ejections[place]! += ejections - this.#ejections[place]!;
      this.#ejections[place] = ejections;
    }
  }

  moments(): Moment[] {
    return this.#steps.map((step, index) => {
      const [p50, p95] = [step.firstToken.at(0.5), step.firstToken.at(0.95)];
      return {
        atMs: index * this.stepMs,
        requests: step.requests,
        failed: step.failed,
        spendNanoUsd: step.spendNanoUsd,
        ...(p50 !== undefined && { firstTokenP50Ms: p50 }),
        ...(p95 !== undefined && { firstTokenP95Ms: p95 }),
        answered: step.answered,
        ejected: step.looksOut.map((looks) => looks / LOOKS),
        ejections: step.ejections,
      };
    });
  }

  #at(nowMs: number): Step {
    const index = Math.floor(nowMs / this.stepMs);
    return this.#steps[Math.min(this.#steps.length - 1, Math.max(0, index))]!;
  }
}

class Step {
  requests = 0;
  failed = 0;
  spendNanoUsd = 0;
  readonly firstToken = new Quantiles();
  readonly answered: number[];
  readonly looksOut: number[];
  readonly ejections: number[];

  constructor(targets: number) {
    const zeros = (): number[] => new Array<number>(targets).fill(0);
    [this.answered, this.looksOut, this.ejections] = [zeros(), zeros(), zeros()];
  }

  add({ outcome, costNanoUsd = 0, firstTokenMs }: ExchangeReport, place: number | undefined): void {
    this.requests++;
    this.spendNanoUsd += costNanoUsd;
    if (firstTokenMs !== undefined) this.firstToken.add(firstTokenMs);
    if (outcome !== 'ok') this.failed++;
    else if (place !== undefined) this.answered[place]! += 1;
  }
}
