import type { ExchangeReport } from '@fairlead/engine';
import type { Times } from '../report.js';
import { Quantiles } from './quantiles.js';

/** Counts of some requests: of all, of a route, of a target. */
export class Count {
  requests = 0;
  succeeded = 0;
  spendNanoUsd = 0;
  inputTokens = 0;
  outputTokens = 0;
  readonly #firstToken = new Quantiles();
  readonly #total = new Quantiles();

  add({ outcome, costNanoUsd = 0, usage, firstTokenMs, durationMs }: ExchangeReport): void {
    this.requests++;
    this.spendNanoUsd += costNanoUsd;
    this.inputTokens += usage?.input ?? 0;
    this.outputTokens += usage?.output ?? 0;
    if (firstTokenMs !== undefined) this.#firstToken.add(firstTokenMs);
    if (outcome !== 'ok') return;
    this.succeeded++;
    this.#total.add(durationMs);
  }

  get times(): Times {
    const [firstToken, total] = [this.#firstToken.summary(), this.#total.summary()];
    return { ...(firstToken && { firstToken }), ...(total && { total }) };
  }
}
