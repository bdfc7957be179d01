import type {
  Failure,
  FaultClass,
  QuotaReading,
  ReplyHeaders,
  RequestHeaders,
  TargetId,
} from '@fairlead/plugin-sdk';
import type { CallShape, Dialect, RelayForm, Upstream } from '@fairlead/dialects';
import type { Health } from '@fairlead/health';
import type { Plan } from '@fairlead/policy';
import type { Router, TargetInfo } from '@fairlead/routing';
import type { ExchangeTrace } from './trace.js';

/** One configured provider, as the engine sees it. */
export interface ProviderPort extends Upstream {
  /** The plugin's refinement of the built-in classification; never throws. */
  classify(failure: Failure): FaultClass | undefined;
  /** Rate limits stated by reply headers; never throws. */
  quota(headers: ReplyHeaders): readonly QuotaReading[];
  /** The text without any secret of this provider. */
  redact(text: string): string;
}

/** Everything one exchange holds on to: a reload makes a new one, and the old one lives until its last exchange ends. */
export interface Generation {
  readonly plan: Plan;
  readonly router: Router;
  readonly health: Health;
  readonly targets: ReadonlyMap<TargetId, TargetInfo>;
  readonly providers: ReadonlyMap<string, ProviderPort>;
}

/** One request as it came in. */
export interface Ingress {
  readonly requestId: string;
  readonly dialect: Dialect;
  readonly body: Uint8Array;
  /** What the URL said, in dialects whose body does not say it. */
  readonly call?: CallShape | undefined;
  /** For dialects whose replies are not read: what else of the request passes as it is. */
  readonly relay?: RelayAsk;
  /** How a stream reaches the caller, where that is not server-sent events. */
  readonly framing?: 'json-array' | undefined;
  /** What `match.headers` may ask about; lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Headers that go along to the provider: `traceparent` and what the configuration lists. */
  readonly forward: Readonly<RequestHeaders>;
  /** Headers that belong to the caller's dialect: they go along only where the request passes as it is. */
  readonly dialectHeaders?: Readonly<RequestHeaders>;
  /** The caller's own deadline; the policy's total bounds it. */
  readonly timeoutMs?: number | undefined;
  /** The caller's library is on its own retry already (`x-stainless-retry-count`). */
  readonly clientRetry: boolean;
  /** The caller wants to look up how its request was decided. */
  readonly explain?: boolean | undefined;
  /** Where traces are drawn. */
  readonly trace?: ExchangeTrace;
}

/** Whoever draws traces. */
export interface ExchangeTracer {
  /** A request is taken in. */
  begin(ingress: Ingress): ExchangeTrace;
}

/** A request whose body or address the engine does not write. */
export interface RelayAsk extends Omit<RelayForm, 'upload'> {
  /** The caller reads the provider's refusals (below 500) as they are, and no target is judged by them. */
  readonly passRefusals?: boolean;
  /** The one target that can answer, whatever the routes say: it keeps what is asked for. */
  readonly keeper?: TargetId;
  readonly upload?: Upload;
}

/** A body that is too large to hold. */
export interface Upload {
  /** From the beginning, with this model's name in it. */
  open(model: string): AsyncIterable<Uint8Array>;
  /** More has been sent than is held: it cannot be opened again. */
  readonly spent: boolean;
  /** What was read of it so far. */
  readonly readBytes: number;
}

/** The caller's end of the exchange. */
export interface ClientPort {
  /** Status and headers, once. */
  start(status: number, headers: Readonly<Record<string, string>>): void;
  /** `false`: the caller is slower than the provider; hold back until `onDrain` calls. */
  write(bytes: Uint8Array): boolean;
  end(bytes?: Uint8Array): void;
  /** The answer cannot be completed: the connection is cut, so that what was sent does not pass for whole. */
  abort(): void;
  onDrain(resume: () => void): void;
  /** Calls once if the caller leaves before `end`. */
  onGone(left: () => void): void;
}
