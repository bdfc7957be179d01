import type { Clock, FaultClass, Rng, TargetId } from '@fairlead/plugin-sdk';
import type { Changes } from './changes.js';
import { ProbeEffects, type ProbeVerdict } from './probe-effects.js';
import { ProbedSubject, type ProbeSubject } from './probe-subject.js';
import type { ScopeRecord } from './scope-record.js';
import type { TargetRecord } from './target-record.js';

/** Probes at once, over all providers: enough to notice, too few to disturb. */
const MAX_RUNNING = 4;
/** While a circuit is on its way out or back, probes come this much more often. */
const TRANSITION_SPEEDUP = 4;

/** One probe to be carried out now. */
export interface ProbeOrder {
  readonly subject: string;
  readonly kind: 'tcp' | 'models_list';
  readonly timeoutMs: number;
  readonly targets: readonly TargetId[];
}

/** When a credential's provider was asked last, with what result, and when it will be asked next. */
export interface ProbeView {
  readonly nextAtMs: number;
  readonly last?: { readonly result: 'ok' | FaultClass; readonly atMs: number } | undefined;
}

/** Decides which free probes are due, and hands on their results. A timer elsewhere asks it. */
export class ProbePlanner {
  readonly #subjects = new Map<string, ProbedSubject>();
  readonly #effects: ProbeEffects;

  constructor(
    private readonly ports: { readonly clock: Clock; readonly rng: Rng },
    changes: Changes,
    private readonly find: (id: TargetId) => TargetRecord | undefined,
  ) {
    this.#effects = new ProbeEffects(changes);
  }

  /** Makes a subject known, or its targets unprobed. Its circuits then wait for a probe before an ejection ends. */
  announce(subject: ProbeSubject): void {
    if (subject.active.probe === 'none') {
      for (const id of subject.targets) this.withdraw(id);
      return;
    }
    const probed = this.#subjects.get(subject.key) ?? this.#first(subject);
    const before = probed.records;
    probed.subject = subject;
    this.#subjects.set(subject.key, probed);
    this.#gate([...before, ...probed.records]);
  }

  /** No probe tells of this target any more: time alone ends its stays. */
  withdraw(id: TargetId): void {
    for (const [key, probed] of this.#subjects) {
      const targets = probed.subject.targets.filter((other) => other !== id);
      probed.subject = { ...probed.subject, targets };
      if (targets.length === 0) this.#subjects.delete(key);
    }
    const target = this.find(id);
    if (target) this.#gate([target.endpoint, target.model]);
  }

  /** The probes to be sent now; each must be settled. */
  due(): readonly ProbeOrder[] {
    const nowMs = this.ports.clock.now();
    let room = MAX_RUNNING - [...this.#subjects.values()].filter(({ running }) => running).length;
    const orders: ProbeOrder[] = [];
    for (const probed of this.#subjects.values()) {
      probed.advance(nowMs);
      const { key, targets, active } = probed.subject;
      if (active.probe === 'none' || probed.running || room <= 0 || !isTime(probed, nowMs)) continue;
      probed.nextAtMs = nowMs + this.#periodMs(probed);
      if (!isWanted(probed, nowMs)) continue;
      probed.running = true;
      room--;
      orders.push({ subject: key, kind: active.probe, timeoutMs: active.timeoutMs, targets });
    }
    return orders;
  }

  settle(order: ProbeOrder, verdict: ProbeVerdict): void {
    const probed = this.#subjects.get(order.subject);
    if (probed === undefined || !probed.running) return;
    const nowMs = this.ports.clock.now();
    probed.running = false;
    probed.last = { result: verdict.result, atMs: nowMs };
    probed.advance(nowMs);
    this.#effects.apply(probed, verdict, nowMs);
    probed.nextAtMs = nowMs + this.#periodMs(probed);
  }

  view(credential: string): ProbeView | undefined {
    return [...this.#subjects.values()].find(({ subject }) => subject.credential === credential);
  }

  /** Its first probe comes anywhere within an interval, so that replicas and providers spread. */
  #first(subject: ProbeSubject): ProbedSubject {
    const delayMs = subject.active.intervalMs * this.ports.rng.float();
    return new ProbedSubject(subject, this.find, this.ports.clock.now() + delayMs);
  }

  #gate(records: readonly ScopeRecord[]): void {
    const gated = new Set(
      [...this.#subjects.values()].filter(({ gates }) => gates).flatMap((probed) => probed.records),
    );
    for (const record of records) record.circuit.gated = gated.has(record);
  }

  #periodMs({ active, records }: ProbedSubject): number {
    const { intervalMs, jitter } = active;
    const moving = records.some(({ circuit: { state } }) => state === 'ejected' || state === 'probation');
    const periodMs = moving ? intervalMs / TRANSITION_SPEEDUP : intervalMs;
    return periodMs * (1 - jitter + 2 * jitter * this.ports.rng.float());
  }
}

/** Its own hour has come, or a stay has just run out and only waits for a probe. */
function isTime({ nextAtMs, last, records }: ProbedSubject, nowMs: number): boolean {
  if (nowMs >= nextAtMs) return true;
  const since = last?.atMs ?? -Infinity;
  return records.some(
    ({ circuit }) => circuit.state === 'ejected' && circuit.untilMs <= nowMs && since < circuit.untilMs,
  );
}

function isWanted(probed: ProbedSubject, nowMs: number): boolean {
  const { when, intervalMs } = probed.active;
  if (when.includes('always')) return true;
  if (when.includes('ejected') && isOut(probed)) return true;
  return when.includes('idle') && probed.lastOutcomeAtMs <= nowMs - intervalMs;
}

/** Something that a passing probe would mend. */
function isOut({ records, credentials, provesKey }: ProbedSubject): boolean {
  return (
    records.some(({ circuit }) => circuit.state === 'ejected') ||
    (provesKey && credentials.some(({ config }) => config.reason === 'auth_invalid'))
  );
}
