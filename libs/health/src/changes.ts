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
    const before = snapshot(record, nowMs);
    step();
    const after = snapshot(record, nowMs);
    for (const condition of ['circuit', 'config', 'quota'] as const) {
      if (before[condition].state === after[condition].state) continue;
      const { state, untilMs } = after[condition];
      this.#tell({
        scope: record.kind,
        key: record.key,
        targets: [...record.targets],
        condition,
        from: before[condition].state,
        to: state,
        ...(reason !== undefined && { reason }),
        ...(untilMs !== undefined && { forMs: Math.round(untilMs - nowMs) }),
      });
    }
  }

  #tell(change: HealthChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

interface Snapshot {
  readonly state: string;
  readonly untilMs?: number | undefined;
}

function snapshot(
  { circuit, config, quota }: ScopeRecord,
  nowMs: number,
): Record<HealthChange['condition'], Snapshot> {
  const blocked = quota.blockedUntilMs(nowMs);
  const held = config.holds(nowMs);
  return {
    circuit: { state: circuit.state, untilMs: circuit.state === 'ejected' ? circuit.untilMs : undefined },
    config: { state: held ? config.reason! : 'fine', untilMs: held ? config.untilMs : undefined },
    quota: { state: blocked === undefined ? 'open' : 'exhausted', untilMs: blocked },
  };
}
