import type { FaultClass, TargetId } from '@fairlead/plugin-sdk';
import type { HealthProfile } from '@fairlead/policy';
import type { ScopeRecord } from './scope-record.js';
import type { TargetRecord } from './target-record.js';

/** What can be probed: one provider instance with its key, and the targets that depend on it. */
export interface ProbeSubject {
  /** Name of the provider instance. */
  readonly key: string;
  readonly credential: string;
  readonly endpoint: string;
  readonly targets: readonly TargetId[];
  readonly active: HealthProfile['active'];
}

/** A subject as health knows it: its records, and how its last probes went. */
export class ProbedSubject {
  nextAtMs: number;
  running = false;
  failedInRow = 0;
  passedInRow = 0;
  last: { readonly result: 'ok' | FaultClass; readonly atMs: number } | undefined;

  constructor(
    public subject: ProbeSubject,
    private readonly find: (id: TargetId) => TargetRecord | undefined,
    firstAtMs: number,
  ) {
    this.nextAtMs = firstAtMs;
  }

  get active(): HealthProfile['active'] {
    return this.subject.active;
  }

  /** Those that are declared. */
  get targets(): readonly TargetRecord[] {
    return this.subject.targets.map(this.find).filter((target) => target !== undefined);
  }

  /** Records with a circuit that depends on the subject, each once. */
  get records(): readonly ScopeRecord[] {
    return [...new Set(this.targets.flatMap(({ endpoint, model }) => [endpoint, model]))];
  }

  get credentials(): readonly ScopeRecord[] {
    return [...new Set(this.targets.map(({ credential }) => credential))];
  }

  /** Ejections wait for a probe where one will come for them, and not on the chance that the subject falls idle. */
  get gates(): boolean {
    return this.active.when.includes('ejected') || this.active.when.includes('always');
  }

  /** A handshake shows no key: only a list of models tells whether it is good. */
  get provesKey(): boolean {
    return this.active.probe === 'models_list';
  }

  advance(nowMs: number): void {
    for (const target of this.targets) target.advance(nowMs);
  }

  /** When a live request last told something; `-Infinity`: never. */
  get lastOutcomeAtMs(): number {
    return Math.max(-Infinity, ...this.targets.map(({ lastOutcome }) => lastOutcome?.atMs ?? -Infinity));
  }

  /** Whether a live request succeeded within the interval: that is the better check. */
  isProvenAlive(nowMs: number): boolean {
    const since = nowMs - this.active.intervalMs;
    return this.targets.some(({ lastOutcome }) => lastOutcome?.result === 'ok' && lastOutcome.atMs > since);
  }
}
