import { FAULTS, type FaultClass, type FaultRule } from '@fairlead/plugin-sdk';
import type { Changes } from './changes.js';
import { concernsTarget } from './pass.js';
import type { ProbedSubject } from './probe-subject.js';

export type ProbeVerdict =
  { readonly result: 'ok' } | { readonly result: FaultClass; readonly retryAfterMs?: number };

/** What the result of a free probe may change. It never declares health: only live requests can. */
export class ProbeEffects {
  constructor(private readonly changes: Changes) {}

  apply(subject: ProbedSubject, verdict: ProbeVerdict, nowMs: number): void {
    const { result } = verdict;
    if (result === 'ok') {
      this.#answered(subject, nowMs);
      if (subject.provesKey) this.#acceptKey(subject, nowMs);
      return;
    }
    if (!concernsTarget(result)) return;
    const rule: FaultRule = FAULTS[result];
    if (rule.sets === 'config_credential') this.#refuseKey(subject, result, nowMs);
    else if (rule.sets === 'quota') this.#limit(subject, verdict.retryAfterMs, nowMs);
    // It was reached and did not like the question: many providers serve models without listing them.
    else if (rule.charges === 'none' && result !== 'timeout_total') this.#answered(subject, nowMs);
    else this.#failed(subject, result, nowMs);
  }

  #answered(subject: ProbedSubject, nowMs: number): void {
    subject.failedInRow = 0;
    subject.passedInRow++;
    const risen = subject.passedInRow >= subject.active.rise;
    for (const record of subject.records) {
      // An endpoint's ejection is about reaching it, which this probe has just done.
      const early = risen && record.kind === 'endpoint';
      this.changes.around(record, nowMs, () => record.circuit.probePassed(nowMs, early), 'probe');
    }
  }

  #acceptKey(subject: ProbedSubject, nowMs: number): void {
    for (const record of subject.credentials) {
      if (record.config.reason !== 'auth_invalid') continue;
      this.changes.around(record, nowMs, () => record.config.clear(), 'probe');
    }
  }

  #refuseKey(subject: ProbedSubject, result: FaultClass, nowMs: number): void {
    subject.failedInRow = 0;
    for (const record of subject.credentials) {
      this.changes.around(record, nowMs, () => record.config.set(result, nowMs), 'probe');
    }
  }

  #limit(subject: ProbedSubject, retryAfterMs: number | undefined, nowMs: number): void {
    subject.failedInRow = 0;
    for (const record of subject.records) {
      if (record.kind !== 'model') continue;
      this.changes.around(record, nowMs, () => record.quota.refused(nowMs, retryAfterMs, nowMs), 'probe');
    }
  }

  #failed(subject: ProbedSubject, result: FaultClass, nowMs: number): void {
    subject.failedInRow++;
    subject.passedInRow = 0;
    const fallen = subject.failedInRow >= subject.active.fall && !subject.isProvenAlive(nowMs);
    for (const record of subject.records) {
      const { circuit, kind } = record;
      this.changes.around(
        record,
        nowMs,
        () => {
          circuit.probeFailed(nowMs);
          if (fallen && kind === 'endpoint' && circuit.state !== 'ejected') circuit.eject(nowMs);
        },
        result,
      );
    }
  }
}
