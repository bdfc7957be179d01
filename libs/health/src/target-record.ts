import type { FaultClass, TargetId } from '@fairlead/plugin-sdk';
import type { ScopeRecord } from './scope-record.js';
import type { CircuitState, Obstacle, Standing } from './standing.js';

export type AdminState = 'enabled' | 'draining' | 'disabled';

/** Nothing stands in the way: shared, since it is the answer nearly every time. */
const HEALTHY: Standing = Object.freeze({
  onlyCircuit: false,
  weightFactor: 1,
  level: 0,
  circuit: 'healthy',
});
/** From well to ill; a target is as ill as the worst of its scopes. */
const ORDER: readonly CircuitState[] = ['healthy', 'recovering', 'probation', 'ejected'];

/** One target: its three scopes, and what concerns it alone. */
export class TargetRecord {
  admin: AdminState = 'enabled';
  /** Configuration key of a secret that is unset. */
  unconfigured: string | undefined;
  lastOutcome: { readonly result: 'ok' | FaultClass; readonly atMs: number } | undefined;

  constructor(
    readonly id: TargetId,
    readonly endpoint: ScopeRecord,
    readonly credential: ScopeRecord,
    readonly model: ScopeRecord,
  ) {}

  get scopes(): readonly ScopeRecord[] {
    return [this.endpoint, this.credential, this.model];
  }

  standing(nowMs: number): Standing {
    const { endpoint, model } = this;
    endpoint.circuit.advance(nowMs);
    model.circuit.advance(nowMs);
    const lasting = this.#lasting(nowMs);
    const quotaUntil = model.quota.blockedUntilMs(nowMs);
    const weightFactor =
      endpoint.circuit.weight(nowMs) * model.circuit.weight(nowMs) * model.quota.factor(nowMs);
    const worst = worse(endpoint, model);
    const { state, level } = worst.circuit;
    if (
      lasting === undefined &&
      quotaUntil === undefined &&
      state === 'healthy' &&
      weightFactor === 1 &&
      level === 0
    )
      return HEALTHY;
    const circuit = circuitObstacle(endpoint) ?? circuitObstacle(model);
    const obstacle = lasting ?? (quotaUntil === undefined ? circuit : quotaObstacle(quotaUntil, nowMs));
    return {
      ...(obstacle && { obstacle }),
      onlyCircuit: circuit !== undefined && obstacle === circuit,
      weightFactor,
      level,
      circuit: state,
    };
  }

  #lasting(nowMs: number): Obstacle | undefined {
    if (this.unconfigured !== undefined)
      return { condition: 'config', reason: `unconfigured:${this.unconfigured}` };
    if (this.admin !== 'enabled') return { condition: 'admin', reason: `admin:${this.admin}` };
    const record = [this.credential, this.model].find(({ config }) => config.holds(nowMs));
    return (
      record && {
        condition: 'config',
        reason: `config:${record.config.reason!}`,
        untilMs: record.config.untilMs,
      }
    );
  }
}

function worse(a: ScopeRecord, b: ScopeRecord): ScopeRecord {
  return ORDER.indexOf(b.circuit.state) > ORDER.indexOf(a.circuit.state) || b.circuit.level > a.circuit.level
    ? b
    : a;
}

function circuitObstacle({ circuit }: ScopeRecord): Obstacle | undefined {
  if (circuit.state === 'ejected')
    return { condition: 'circuit', reason: 'circuit:ejected', untilMs: circuit.untilMs };
  return circuit.full ? { condition: 'circuit', reason: `circuit:${circuit.state}` } : undefined;
}

function quotaObstacle(untilMs: number, nowMs: number): Obstacle {
  const seconds = Math.ceil((untilMs - nowMs) / 100) / 10;
  return { condition: 'quota', reason: `quota:until=${seconds}s`, untilMs };
}
