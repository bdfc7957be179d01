/** The three things that can be ill on their own. A target is available when all three of its are. */
export interface TargetScopes {
  /** `host:port`. */
  readonly endpoint: string;
  /** Provider instance and a fingerprint of its key, never the key. */
  readonly credential: string;
  /** `model@credential`. */
  readonly model: string;
}

export const CIRCUIT_STATES = ['healthy', 'ejected', 'probation', 'recovering'] as const;
export type CircuitState = (typeof CIRCUIT_STATES)[number];

/** Why a target cannot take a request now. */
export interface Obstacle {
  readonly condition: 'circuit' | 'quota' | 'config' | 'admin';
  /** As it stands in a decision record: `circuit:ejected`, `quota:until=12.5s`, `config:auth_invalid`. */
  readonly reason: string;
  /** Monotonic ms at which it may pass by itself. */
  readonly untilMs?: number;
}

/** What routing needs to know of one target's health, read from memory. */
export interface Standing {
  /** Undefined when the target may take a request. */
  readonly obstacle?: Obstacle;
  /** Every obstacle is the circuit: panic may try it. */
  readonly onlyCircuit: boolean;
  /** Slow start × quota headroom, in [0, 1]. */
  readonly weightFactor: number;
  /** Ejections so far in this run of incidents: 0 when all is well. */
  readonly level: number;
  readonly circuit: CircuitState;
}
