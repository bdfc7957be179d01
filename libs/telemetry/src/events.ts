import type { DialectName, FaultClass, QuotaDimension, TargetId, TokenUsage } from '@fairlead/plugin-sdk';

/**
 * What the gateway tells telemetry. `route` and `target` are names from the configuration, never a caller's text;
 * undefined where the request met none.
 */
export interface HttpRequestEvent {
  readonly method: string;
  /** The listener's own pattern (`/v1/chat/completions`); undefined for an unknown URL. */
  readonly route: string | undefined;
  readonly status: number;
  readonly durationSeconds: number;
}

/** One part of the time of an answered exchange. */
export interface PhaseEvent {
  readonly route: string;
  readonly phase: string;
  readonly seconds: number;
}

export interface AttemptEvent {
  readonly target: TargetId;
  readonly faultClass: 'ok' | FaultClass;
}

export interface FailoverEvent {
  readonly route: string | undefined;
  readonly from: TargetId;
  readonly to: TargetId;
  readonly faultClass: FaultClass;
}

export interface ExchangeEvent {
  readonly route: string | undefined;
  /** The target that answered. */
  readonly target?: TargetId | undefined;
  readonly dialect: DialectName;
  /** `partial`: content was sent and the stream then ended in an error event. */
  readonly outcome: 'ok' | 'partial' | FaultClass;
  readonly firstTokenSeconds?: number | undefined;
  readonly perOutputTokenSeconds?: number | undefined;
  readonly overheadSeconds?: number | undefined;
  readonly usage?: TokenUsage | undefined;
  readonly costNanoUsd?: number | undefined;
  /** Against the route's baseline; negative when dearer. */
  readonly savedNanoUsd?: number | undefined;
}

export const CIRCUIT_STATES = ['healthy', 'ejected', 'probation', 'recovering'] as const;

/** One target as it is at the moment of a scrape. */
export interface TargetGauge {
  readonly target: TargetId;
  readonly inflight: number;
  readonly circuit: (typeof CIRCUIT_STATES)[number];
  /** Remaining / limit in [0, 1], for each dimension the provider states. */
  readonly quotaHeadroom?: Readonly<Partial<Record<QuotaDimension, number>>> | undefined;
}

/** One route as it is at the moment of a scrape. */
export interface RouteGauge {
  readonly route: string;
  readonly availableTargets: number;
}

/** A second attempt beside a slow first one. */
export interface HedgeEvent {
  readonly route: string | undefined;
  readonly target: TargetId;
  readonly won: boolean;
  /** Of the attempt that was called off. */
  readonly lostNanoUsd?: number | undefined;
}

/** One copy of an answered request that ended. */
export interface ShadowEvent {
  readonly route: string;
  readonly target?: TargetId | undefined;
  readonly result: 'ok' | FaultClass;
}

/** The event loop stood still. */
export interface StallEvent {
  readonly plugin?: string | undefined;
  readonly call?: string | undefined;
  readonly seconds: number;
}
