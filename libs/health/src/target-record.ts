import type { FaultClass, TargetId } from '@fairlead/plugin-sdk';
import type { Changes } from './changes.js';
import type { Circuit } from './circuit.js';
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
    private readonly changes: Changes,
  ) {}

  /** Goes on where this target's record of an earlier policy ends. */
  keep({ admin, lastOutcome }: TargetRecord): void {
    this.admin = admin;
    this.lastOutcome = lastOutcome;
  }

  get scopes(): readonly ScopeRecord[] {
    return [this.endpoint, this.credential, this.model];
  }

  /** Lets the time that has passed take effect, and tells who watches. */
  advance(nowMs: number): void {
    if (this.endpoint.circuit.isDue(nowMs)) this.#move(this.endpoint, nowMs);
    if (this.model.circuit.isDue(nowMs)) this.#move(this.model, nowMs);
  }

  /** Every candidate of every request is asked, so nothing is built while all is well. */
  standing(nowMs: number): Standing {
    this.advance(nowMs);
    return this.#isWell(nowMs) ? HEALTHY : this.#describe(nowMs);
  }

  #isWell(nowMs: number): boolean {
    const { endpoint, credential, model } = this;
    if (!endpoint.circuit.isWell || !model.circuit.isWell) return false;
    if (this.unconfigured !== undefined || this.admin !== 'enabled') return false;
    if (credential.config.holds(nowMs) || model.config.holds(nowMs)) return false;
    return model.quota.blockedUntilMs(nowMs) === undefined && model.quota.factor(nowMs) === 1;
  }

  #describe(nowMs: number): Standing {
    const { quota } = this.model;
    const endpoint = this.endpoint.circuit;
    const model = this.model.circuit;
    const lasting = this.#lasting(nowMs);
    const quotaUntil = quota.blockedUntilMs(nowMs);
    const weightFactor = endpoint.weight(nowMs) * model.weight(nowMs) * quota.factor(nowMs);
    const circuit = circuitObstacle(endpoint, model);
    const obstacle = lasting ?? (quotaUntil === undefined ? circuit : quotaObstacle(quotaUntil, nowMs));
    return {
      ...(obstacle && { obstacle }),
      onlyCircuit: circuit !== undefined && obstacle === circuit,
      weightFactor,
      level: Math.max(endpoint.level, model.level),
      circuit: worse(endpoint.state, model.state),
    };
  }

  #move(record: ScopeRecord, nowMs: number): void {
    this.changes.around(record, nowMs, () => record.circuit.advance(nowMs));
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

function worse(a: CircuitState, b: CircuitState): CircuitState {
  return ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a;
}

/** With both out, it is the longer stay that counts. */
function circuitObstacle(...circuits: readonly Circuit[]): Obstacle | undefined {
  const stays = circuits.filter(({ state }) => state === 'ejected').map(({ untilMs }) => untilMs);
  if (stays.length > 0)
    return { condition: 'circuit', reason: 'circuit:ejected', untilMs: Math.max(...stays) };
  const full = circuits.find((circuit) => circuit.full);
  return full && { condition: 'circuit', reason: `circuit:${full.state}` };
}

function quotaObstacle(untilMs: number, nowMs: number): Obstacle {
  const seconds = Math.ceil((untilMs - nowMs) / 100) / 10;
  return { condition: 'quota', reason: `quota:until=${seconds}s`, untilMs };
}
