import type { FaultClass, QuotaDimension, TargetId } from '@fairlead/plugin-sdk';
import type { ProbeView } from './probe-planner.js';
import type { ScopeRecord } from './scope-record.js';
import type { CircuitState } from './standing.js';
import type { AdminState, TargetRecord } from './target-record.js';

/** One circuit, for people. */
interface CircuitHealth {
  readonly state: CircuitState;
  readonly level: number;
  /** Until an ejection may end. */
  readonly forMs?: number;
  readonly consecutiveFailures: number;
  /** Share of failures in the profile's window; undefined without outcomes. */
  readonly failureRate?: number;
}

/** Everything known of one target. Holds no secret. */
export interface TargetHealth {
  readonly id: TargetId;
  /** The worse of its two circuits. */
  readonly circuit: CircuitState;
  readonly available: boolean;
  /** Why not: `circuit:ejected`, `config:auth_invalid`. */
  readonly obstacle?: string;
  readonly endpoint: CircuitHealth;
  readonly model: CircuitHealth;
  readonly admin: AdminState;
  /** Remaining / limit of each dimension that the provider states. */
  readonly quotaHeadroom?: Readonly<Partial<Record<QuotaDimension, number>>>;
  readonly lastOutcome?: { readonly result: 'ok' | FaultClass; readonly agoMs: number };
  readonly lastProbe?: { readonly result: 'ok' | FaultClass; readonly agoMs: number };
  readonly nextProbeInMs?: number;
}

export function reportTarget(
  target: TargetRecord,
  nowMs: number,
  probe: ProbeView | undefined,
): TargetHealth {
  const { circuit, obstacle } = target.standing(nowMs);
  const quotaHeadroom = target.model.quota.headroom(nowMs);
  return {
    id: target.id,
    circuit,
    available: obstacle === undefined,
    ...(obstacle && { obstacle: obstacle.reason }),
    endpoint: reportCircuit(target.endpoint, nowMs),
    model: reportCircuit(target.model, nowMs),
    admin: target.admin,
    ...(quotaHeadroom && { quotaHeadroom }),
    ...(target.lastOutcome && { lastOutcome: ago(target.lastOutcome, nowMs) }),
    ...(probe?.last && { lastProbe: ago(probe.last, nowMs) }),
    ...(probe && { nextProbeInMs: Math.max(0, Math.round(probe.nextAtMs - nowMs)) }),
  };
}

function reportCircuit({ circuit }: ScopeRecord, nowMs: number): CircuitHealth {
  const { failureRate } = circuit.window.read(nowMs);
  return {
    state: circuit.state,
    level: circuit.level,
    ...(circuit.state === 'ejected' && { forMs: Math.max(0, Math.round(circuit.untilMs - nowMs)) }),
    consecutiveFailures: circuit.consecutiveFailures,
    ...(failureRate !== undefined && { failureRate }),
  };
}

function ago(
  { result, atMs }: { readonly result: 'ok' | FaultClass; readonly atMs: number },
  nowMs: number,
): { result: 'ok' | FaultClass; agoMs: number } {
  return { result, agoMs: Math.round(nowMs - atMs) };
}
