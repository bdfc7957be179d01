import { Fault, type FaultClass, type ReplyHeaders, type TokenUsage } from '@fairlead/plugin-sdk';
import type { ReplyFlow, ReplySink, UpstreamRequest } from '@fairlead/dialects';
import type { Clock } from '@fairlead/plugin-sdk';
import type { Lane, LaneReply } from './lanes/lane.js';
import type { ProviderPort } from './ports.js';
import { LIMIT_FAULTS, Watchdog, type Limit } from './watchdog.js';

/** What one attempt may take. Times are on the clock (`At`) or durations (`Ms`). */
export interface AttemptLimits {
  readonly connectMs: number;
  readonly firstTokenMs: number;
  readonly idleMs: number;
  readonly transportIdleMs: number;
  readonly totalAt: number;
}

/** What an attempt needs of the world. */
export interface AttemptSetting {
  readonly clock: Clock;
  readonly lane: Lane;
  readonly provider: ProviderPort;
  /** `provider/model`, for messages. */
  readonly targetId: string;
  readonly request: UpstreamRequest;
  readonly limits: AttemptLimits;
  /** The request can be written. */
  onConnected?(): void;
  /** The first byte (unary) or the first content event (stream) is here. */
  onFirstToken(): void;
  /** Headers of the reply, be it good or a refusal: a 429 states its limits too. */
  onHeaders(headers: ReplyHeaders): void;
}

export type AttemptEnd =
  | {
      readonly kind: 'done';
      readonly usage?: TokenUsage | undefined;
      readonly filtered: boolean;
      /** A whole reply, in the caller's dialect. */
      readonly reply?: LaneReply | undefined;
      /** The provider keeps the reply under this id. */
      readonly keptAs?: string | undefined;
    }
  | {
      readonly kind: 'failed';
      readonly fault: Fault;
      readonly committed: boolean;
      readonly usage?: TokenUsage;
    }
  | { readonly kind: 'cancelled'; readonly committed: boolean; readonly usage?: TokenUsage };

/**
 * One upstream call. Subclasses say what its bytes mean; here is what both kinds share: limits, the single end, and
 * that nothing of the provider's is heard after it.
 */
export abstract class Attempt implements ReplySink {
  protected readonly watchdog: Watchdog;
  protected flow: ReplyFlow | undefined;
  protected ended = false;
  #settle!: (end: AttemptEnd) => void;

  constructor(protected readonly setting: AttemptSetting) {
    this.watchdog = new Watchdog(setting.clock, (limit) => this.#expire(limit));
  }

  run(): Promise<AttemptEnd> {
    const { limits, clock, provider, request } = this.setting;
    const now = clock.now();
    // The nearest first: what comes later then needs no timer of its own.
    this.watchdog.set('connect', now + limits.connectMs);
    this.watchdog.set('total', limits.totalAt);
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.begin(now);
      this.flow = provider.send(request, this);
    });
  }

  /** The caller left: the provider is told at once. */
  cancel(): void {
    if (this.ended) return;
    this.flow?.abort();
    this.finish({ kind: 'cancelled', committed: this.committed, ...this.usageSoFar() });
  }

  /** The process ends: for this attempt it is as if the deadline of its request had passed. */
  expire(): void {
    if (!this.ended) this.#breakOff('timeout_total', 'did not finish before the gateway had to stop');
  }

  onConnected(): void {
    this.watchdog.clear('connect');
    this.setting.onConnected?.();
  }

  abstract onHeaders(status: number, headers: ReplyHeaders): void;
  abstract onData(chunk: Uint8Array): void;
  abstract onEnd(): void;

  onError(fault: Fault): void {
    this.interrupted(fault);
  }

  protected abstract begin(now: number): void;
  protected abstract readonly committed: boolean;
  protected abstract usageSoFar(): { usage?: TokenUsage };

  /** Ends the attempt; the first word counts. */
  protected finish(end: AttemptEnd): void {
    if (this.ended) return;
    this.ended = true;
    this.watchdog.stop();
    this.#settle(end);
  }

  protected fail(fault: Fault): void {
    this.finish({ kind: 'failed', fault, committed: this.committed, ...this.usageSoFar() });
  }

  /** The connection or our patience ended, without a word of the provider's. */
  protected interrupted(fault: Fault): void {
    this.fail(fault);
  }

  #expire(limit: Limit): void {
    this.#breakOff(LIMIT_FAULTS[limit], EXPIRED[limit]);
  }

  #breakOff(faultClass: FaultClass, why: string): void {
    this.flow?.abort();
    this.interrupted(new Fault(faultClass, `${this.setting.targetId} ${why}`));
  }
}

const EXPIRED: Readonly<Record<Limit, string>> = {
  total: 'did not finish before the deadline of the request',
  connect: 'did not accept a connection in time',
  first_token: 'sent no content in time',
  idle: 'stopped sending content',
  transport_idle: 'went silent',
};
