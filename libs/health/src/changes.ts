import type { TargetId } from '@fairlead/plugin-sdk';
import type { ScopeKind, ScopeRecord } from './scope-record.js';

/** Something an operator wants to know: a scope went out, came back, or changed its condition. */
export interface HealthChange {
  readonly scope: ScopeKind;
  readonly key: string;
  readonly targets: readonly TargetId[];
  readonly condition: 'circuit' | 'config' | 'quota';
  readonly from: string;
  readonly to: string;
  /** The fault that caused it. */
  readonly reason?: string;
  /** How long it will last at least. */
  readonly forMs?: number;
}

export type ChangeListener = (change: HealthChange) => void;

/** Notices what a step did to a record by comparing before and after, so that no reducer has to tell. */
export class Changes {
  readonly #listeners = new Set<ChangeListener>();

  listen(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Runs `step` and tells what it changed. */
  around(record: ScopeRecord, nowMs: number, step: () => void, reason?: string): void {
    if (this.#listeners.size === 0) return step();
    // Read one by one: this runs at the end of every request, and hardly ever is there anything to tell.
    const circuit = STATES.circuit(record);
    const config = STATES.config(record, nowMs);
    const quota = STATES.quota(record, nowMs);
    step();
    this.#compare('circuit', circuit, record, nowMs, reason);
    this.#compare('config', config, record, nowMs, reason);
    this.#compare('quota', quota, record, nowMs, reason);
  }

  #compare(
    condition: HealthChange['condition'],
    from: string,
    record: ScopeRecord,
    nowMs: number,
    reason: string | undefined,
  ): void {
    const to = STATES[condition](record, nowMs);
    if (to === from) return;
    const untilMs = ENDS[condition](record, nowMs);
    const change: HealthChange = {
      scope: record.kind,
      key: record.key,
      targets: [...record.targets],
      condition,
      from,
      to,
      ...(reason !== undefined && { reason }),
      ...(untilMs !== undefined && { forMs: Math.round(untilMs - nowMs) }),
    };
    for (const listener of this.#listeners) listener(change);
  }
}

const STATES = {
  circuit: ({ circuit }: ScopeRecord): string => circuit.state,
  config: ({ config }: ScopeRecord, nowMs: number): string => (config.holds(nowMs) ? config.reason! : 'fine'),
  quota: ({ quota }: ScopeRecord, nowMs: number): string =>
    quota.blockedUntilMs(nowMs) === undefined ? 'open' : 'exhausted',
};

/** Until when the state lasts at least; undefined: nobody knows. */
const ENDS = {
  circuit: ({ circuit }: ScopeRecord): number | undefined =>
    circuit.state === 'ejected' ? circuit.untilMs : undefined,
  config: ({ config }: ScopeRecord, nowMs: number): number | undefined =>
    config.holds(nowMs) ? config.untilMs : undefined,
  quota: ({ quota }: ScopeRecord, nowMs: number): number | undefined => quota.blockedUntilMs(nowMs),
};
