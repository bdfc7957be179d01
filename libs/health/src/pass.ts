import { FAULTS, type Clock, type FaultClass, type FaultRule } from '@fairlead/plugin-sdk';
import type { Changes } from './changes.js';
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
  readonly record: ScopeRecord;
  readonly epoch: number;
  readonly counted: boolean;
}

export class LivePass implements Pass {
  readonly #endpoint: Trial;
  readonly #model: Trial;
  readonly #admittedAtMs: number;
  readonly #reservation: number;
  #settled = false;

  constructor(
    readonly target: TargetRecord,
    readonly tokens: number,
    readonly clock: Clock,
    readonly changes: Changes,
  ) {
    this.#admittedAtMs = clock.now();
    target.advance(this.#admittedAtMs);
    this.#endpoint = takePlace(target.endpoint);
    this.#model = takePlace(target.model);
    this.#reservation = target.model.quota.reserve(tokens, this.#admittedAtMs);
  }

  settle(end: AttemptVerdict, actual?: { readonly tokens?: number }): void {
    if (this.#settled) return;
    this.#settled = true;
    const nowMs = this.clock.now();
    const { target } = this;
    target.advance(nowMs);
    givePlaceBack(this.#endpoint);
    givePlaceBack(this.#model);
    const used = actual?.tokens ?? (end.result === 'ok' ? this.tokens : 0);
    target.model.quota.correct(this.#reservation, this.tokens - used);
    if (!concernsTarget(end.result)) return;
    target.lastOutcome = { result: end.result, atMs: nowMs };
    if (end.result === 'ok') this.#succeed(nowMs);
    else this.#fail(end.result, end.retryAfterMs, end.uncharged === true, nowMs);
  }

  #succeed(nowMs: number): void {
    this.#pass(this.#endpoint, nowMs);
    this.#pass(this.#model, nowMs);
    this.#disprove(this.target.credential, nowMs);
    this.#disprove(this.target.model, nowMs);
  }

  #pass({ record, epoch }: Trial, nowMs: number): void {
    if (epoch !== record.circuit.epoch) return;
    this.changes.around(record, nowMs, () => record.circuit.succeed(nowMs));
  }

  #disprove(record: ScopeRecord, nowMs: number): void {
    if (!record.config.isDisprovedBy(this.#admittedAtMs)) return;
    this.changes.around(record, nowMs, () => record.config.clear());
  }

  #fail(fault: FaultClass, retryAfterMs: number | undefined, uncharged: boolean, nowMs: number): void {
    const rule: FaultRule = FAULTS[fault];
    const { credential, model } = this.target;
    if (rule.sets === 'config_credential')
      this.changes.around(credential, nowMs, () => credential.config.set(fault, nowMs), fault);
    if (rule.sets === 'config_model')
      this.changes.around(model, nowMs, () => model.config.set(fault, nowMs), fault);
    if (rule.sets === 'quota')
      this.changes.around(model, nowMs, () => this.#refuse(model, retryAfterMs, nowMs), fault);
    if (uncharged || rule.charges === 'none') return;
    const { record, epoch } = rule.charges === 'endpoint' ? this.#endpoint : this.#model;
    // One incident is one ejection: what was under way before it is late news.
    if (epoch !== record.circuit.epoch) return;
    this.changes.around(record, nowMs, () => record.circuit.fail(nowMs, rule.consecutiveWeight), fault);
  }

  #refuse(model: ScopeRecord, retryAfterMs: number | undefined, nowMs: number): void {
    model.quota.refused(nowMs, retryAfterMs, this.#admittedAtMs);
    if (this.#model.epoch === model.circuit.epoch) model.circuit.refuse(nowMs);
  }
}

/** A caller who left and a fault of our own say nothing of the target. */
export function concernsTarget(result: 'ok' | FaultClass): boolean {
  return result !== 'cancelled' && !result.startsWith('gateway_');
}

function takePlace(record: ScopeRecord): Trial {
  const { circuit } = record;
  const counted = circuit.state === 'probation' || circuit.state === 'recovering';
  if (counted) circuit.onTrial++;
  return { record, epoch: circuit.epoch, counted };
}

function givePlaceBack({ record: { circuit }, epoch, counted }: Trial): void {
  if (counted && epoch === circuit.epoch) circuit.onTrial = Math.max(0, circuit.onTrial - 1);
}
