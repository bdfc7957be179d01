import type { Clock, FaultClass, Rng, TargetId } from '@fairlead/plugin-sdk';
import type { HealthProfile } from '@fairlead/policy';
import type { Changes } from './changes.js';
import type { ScopeRecord } from './scope-record.js';
import type { TargetRecord } from './target-record.js';

/** Probes at once, over all providers: enough to notice, too few to disturb. */
const MAX_RUNNING = 4;
/** While a circuit is on its way out or back, probes come this much more often. */
const TRANSITION_SPEEDUP = 4;

/** What can be probed: one provider instance with its key, and the targets that depend on it. */
export interface ProbeSubject {
  /** Name of the provider instance. */
  readonly key: string;
  readonly credential: string;
  readonly endpoint: string;
  readonly targets: readonly TargetId[];
  readonly active: HealthProfile['active'];
}

/** One probe to be carried out now. */
export interface ProbeOrder {
  readonly subject: string;
  readonly kind: 'tcp' | 'models_list';
  readonly timeoutMs: number;
  readonly targets: readonly TargetId[];
}

export type ProbeVerdict =
  { readonly result: 'ok' } | { readonly result: FaultClass; readonly retryAfterMs?: number };

/** When a credential's provider was asked last, with what result, and when it will be asked next. */
export interface ProbeView {
  readonly nextAtMs: number;
  readonly last?: { readonly result: 'ok' | FaultClass; readonly atMs: number } | undefined;
}

interface Plan extends ProbeSubject {
  nextAtMs: number;
  running: boolean;
  failedInRow: number;
  passedInRow: number;
  last?: { readonly result: 'ok' | FaultClass; readonly atMs: number };
}

/** Decides which free probes are due, and what their results may change. A timer elsewhere asks it. */
export class ProbePlanner {
  readonly #plans = new Map<string, Plan>();
  #running = 0;

  constructor(
    private readonly ports: { readonly clock: Clock; readonly rng: Rng },
    private readonly changes: Changes,
    private readonly find: (id: TargetId) => TargetRecord | undefined,
  ) {}

  /** Makes a subject known. Its circuits then wait for a probe before an ejection ends. */
  announce(subject: ProbeSubject): void {
    const nowMs = this.ports.clock.now();
    const known = this.#plans.get(subject.key);
    const first = nowMs + subject.active.intervalMs * this.ports.rng.float();
    this.#plans.set(subject.key, {
      nextAtMs: first,
      running: false,
      failedInRow: 0,
      passedInRow: 0,
      ...known,
      ...subject,
    });
    for (const record of this.#records(subject)) record.circuit.gated = true;
  }

  /** The probes to be sent now; each must be settled. */
  due(): readonly ProbeOrder[] {
    const nowMs = this.ports.clock.now();
    const orders: ProbeOrder[] = [];
    for (const plan of this.#plans.values()) {
      if (plan.running || this.#running >= MAX_RUNNING || !this.#isTime(plan, nowMs)) continue;
      plan.nextAtMs = nowMs + this.#periodMs(plan);
      if (!this.#isWanted(plan, nowMs)) continue;
      plan.running = true;
      this.#running++;
      const { key, active, targets } = plan;
      orders.push({
        subject: key,
        kind: active.probe as ProbeOrder['kind'],
        timeoutMs: active.timeoutMs,
        targets,
      });
    }
    return orders;
  }

  settle(order: ProbeOrder, verdict: ProbeVerdict): void {
    const plan = this.#plans.get(order.subject);
    if (plan === undefined || !plan.running) return;
    const nowMs = this.ports.clock.now();
    plan.running = false;
    this.#running--;
    plan.last = { result: verdict.result, atMs: nowMs };
    if (verdict.result === 'ok') this.#passed(plan, nowMs);
    else this.#failed(plan, verdict, nowMs);
    plan.nextAtMs = nowMs + this.#periodMs(plan);
  }

  view(credential: string): ProbeView | undefined {
    return [...this.#plans.values()].find((plan) => plan.credential === credential);
  }

  /** Its own hour has come, or a stay has just run out and only waits for a probe. */
  #isTime(plan: Plan, nowMs: number): boolean {
    if (nowMs >= plan.nextAtMs) return true;
    const since = plan.last?.atMs ?? -Infinity;
    return this.#records(plan).some(
      ({ circuit }) => circuit.state === 'ejected' && circuit.untilMs <= nowMs && since < circuit.untilMs,
    );
  }

  #isWanted(plan: Plan, nowMs: number): boolean {
    const { when, intervalMs } = plan.active;
    if (when.includes('always')) return true;
    if (when.includes('ejected') && this.#isOut(plan)) return true;
    return when.includes('idle') && this.#lastOutcomeAtMs(plan) <= nowMs - intervalMs;
  }

  /** Something that a passing probe would mend. */
  #isOut(plan: Plan): boolean {
    return (
      this.#records(plan).some(({ circuit }) => circuit.state === 'ejected') ||
      this.#credentials(plan).some(({ config }) => config.reason === 'auth_invalid')
    );
  }

  #passed(plan: Plan, nowMs: number): void {
    plan.failedInRow = 0;
    plan.passedInRow++;
    const risen = plan.passedInRow >= plan.active.rise;
    for (const record of this.#records(plan)) {
      // An endpoint's ejection is about reaching it, which this probe has just done.
      this.changes.around(
        record,
        nowMs,
        () => record.circuit.probePassed(nowMs, risen && record.kind === 'endpoint'),
        'probe',
      );
    }
    for (const record of this.#credentials(plan)) {
      if (record.config.reason !== 'auth_invalid') continue;
      this.changes.around(record, nowMs, () => record.config.clear(), 'probe');
    }
  }

  #failed(plan: Plan, verdict: ProbeVerdict & { result: FaultClass }, nowMs: number): void {
    const { result, retryAfterMs } = verdict;
    if (result === 'cancelled') return;
    if (result === 'auth_invalid') {
      for (const record of this.#credentials(plan)) {
        this.changes.around(record, nowMs, () => record.config.set(result, nowMs), 'probe');
      }
      return;
    }
    if (result === 'rate_limited') {
      for (const record of this.#records(plan)) {
        if (record.kind === 'model') {
          this.changes.around(record, nowMs, () => record.quota.refused(nowMs, retryAfterMs), 'probe');
        }
      }
      return;
    }
    plan.failedInRow++;
    plan.passedInRow = 0;
    for (const record of this.#records(plan)) {
      this.changes.around(record, nowMs, () => this.#count(plan, record, nowMs), result);
    }
  }

  #count(plan: Plan, { kind, circuit }: ScopeRecord, nowMs: number): void {
    circuit.probeFailed(nowMs);
    const isOut = circuit.state === 'ejected';
    if (kind === 'endpoint' && !isOut && plan.failedInRow >= plan.active.fall) circuit.eject(nowMs);
  }

  #periodMs({ active, ...plan }: Plan): number {
    const { intervalMs, jitter } = active;
    const moving = this.#records(plan).some(
      ({ circuit }) => circuit.state === 'ejected' || circuit.state === 'probation',
    );
    const periodMs = moving ? intervalMs / TRANSITION_SPEEDUP : intervalMs;
    return periodMs * (1 - jitter + 2 * jitter * this.ports.rng.float());
  }

  #lastOutcomeAtMs(plan: Pick<Plan, 'targets'>): number {
    return Math.max(-Infinity, ...plan.targets.map((id) => this.find(id)?.lastOutcome?.atMs ?? -Infinity));
  }

  /** Circuits that depend on the subject, each once. */
  #records(plan: Pick<ProbeSubject, 'targets'>): readonly ScopeRecord[] {
    const targets = plan.targets.map((id) => this.find(id)).filter((target) => target !== undefined);
    return [...new Set(targets.flatMap(({ endpoint, model }) => [endpoint, model]))];
  }

  #credentials(plan: Pick<ProbeSubject, 'targets'>): readonly ScopeRecord[] {
    const targets = plan.targets.map((id) => this.find(id)).filter((target) => target !== undefined);
    return [...new Set(targets.map(({ credential }) => credential))];
  }
}
