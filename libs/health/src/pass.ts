import { FAULTS, type Clock, type FaultClass, type FaultRule } from '@fairlead/plugin-sdk';
import type { Changes } from './changes.js';
import type { Circuit } from './circuit.js';
import type { ScopeRecord } from './scope-record.js';
import type { TargetRecord } from './target-record.js';

/** How a live attempt ended, as far as health goes. */
export type AttemptVerdict =
  | { readonly result: 'ok' }
  | {
      readonly result: FaultClass;
      readonly retryAfterMs?: number;
      /** The request was to blame, or the connection was stale: nobody is charged. */
      readonly uncharged?: boolean;
    };

/** Health's hold on one attempt: places on trial and reserved quota, given back by the one `settle`. */
export interface Pass {
  settle(end: AttemptVerdict, actual?: { readonly tokens?: number }): void;
}

interface Trial {
  readonly circuit: Circuit;
  readonly epoch: number;
  readonly counted: boolean;
}

export class LivePass implements Pass {
  readonly #trials: readonly Trial[];
  readonly #admittedAtMs: number;
  #settled = false;

  constructor(
    readonly target: TargetRecord,
    readonly tokens: number,
    readonly clock: Clock,
    readonly changes: Changes,
  ) {
    this.#admittedAtMs = clock.now();
    target.advance(this.#admittedAtMs);
    this.#trials = [target.endpoint.circuit, target.model.circuit].map(takePlace);
    target.model.quota.reserve(tokens);
  }

  settle(end: AttemptVerdict, actual?: { readonly tokens?: number }): void {
    if (this.#settled) return;
    this.#settled = true;
    const nowMs = this.clock.now();
    const { target } = this;
    target.advance(nowMs);
    this.#trials.forEach(givePlaceBack);
    const used = actual?.tokens ?? (end.result === 'ok' ? this.tokens : 0);
    target.model.quota.correct(this.tokens, used, this.#admittedAtMs);
    if (!concernsTarget(end.result)) return;
    target.lastOutcome = { result: end.result, atMs: nowMs };
    if (end.result === 'ok') this.#succeed(nowMs);
    else this.#fail(end.result, end.retryAfterMs, end.uncharged === true, nowMs);
  }

  #succeed(nowMs: number): void {
    const { endpoint, credential, model } = this.target;
    for (const [record, trial] of [
      [endpoint, this.#trials[0]!],
      [model, this.#trials[1]!],
    ] as const) {
      if (trial.epoch !== record.circuit.epoch) continue;
      this.changes.around(record, nowMs, () => record.circuit.succeed(nowMs));
    }
    for (const record of [credential, model]) {
      if (record.config.isDisprovedBy(this.#admittedAtMs))
        this.changes.around(record, nowMs, () => record.config.clear());
    }
  }

  #fail(fault: FaultClass, retryAfterMs: number | undefined, uncharged: boolean, nowMs: number): void {
    const rule: FaultRule = FAULTS[fault];
    const { endpoint, credential, model } = this.target;
    if (rule.sets === 'config_credential')
      this.changes.around(credential, nowMs, () => credential.config.set(fault, nowMs), fault);
    if (rule.sets === 'config_model')
      this.changes.around(model, nowMs, () => model.config.set(fault, nowMs), fault);
    if (rule.sets === 'quota')
      this.changes.around(model, nowMs, () => this.#refuse(model, retryAfterMs, nowMs), fault);
    if (uncharged || rule.charges === 'none') return;
    const [record, trial] =
      rule.charges === 'endpoint' ? [endpoint, this.#trials[0]!] : [model, this.#trials[1]!];
    // One incident is one ejection: what was under way before it is late news.
    if (trial.epoch !== record.circuit.epoch) return;
    this.changes.around(record, nowMs, () => record.circuit.fail(nowMs, rule.consecutiveWeight), fault);
  }

  #refuse(model: ScopeRecord, retryAfterMs: number | undefined, nowMs: number): void {
    model.quota.refused(nowMs, retryAfterMs, this.#admittedAtMs);
    if (this.#trials[1]!.epoch === model.circuit.epoch) model.circuit.refuse(nowMs);
  }
}

/** A caller who left and a fault of our own say nothing of the target. */
export function concernsTarget(result: 'ok' | FaultClass): boolean {
  return result !== 'cancelled' && !result.startsWith('gateway_');
}

function takePlace(circuit: Circuit): Trial {
  const counted = circuit.state === 'probation' || circuit.state === 'recovering';
  if (counted) circuit.onTrial++;
  return { circuit, epoch: circuit.epoch, counted };
}

function givePlaceBack({ circuit, epoch, counted }: Trial): void {
  if (counted && epoch === circuit.epoch) circuit.onTrial = Math.max(0, circuit.onTrial - 1);
}
