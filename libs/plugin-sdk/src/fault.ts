/**
 * The closed table of everything that can go wrong with one attempt. A plugin maps its vendor's failures onto
 * these classes; what the gateway does next is read from here and nowhere else.
 */
export interface FaultRule {
  /** HTTP status the caller sees when this fault ends the request. */
  readonly status: number;
  /** The fault scope whose circuit counts it. `none`: the target is not to blame, or not by its circuit. */
  readonly charges: 'endpoint' | 'model' | 'none';
  /** Weight in the run of consecutive failures; an overloaded target is half as suspicious as a broken one. */
  readonly consecutiveWeight: 0 | 0.5 | 1;
  /**
   * What a second try on the same target takes: `fresh_connection` at once, `short_hint` after a Retry-After of at
   * most 2 s, `backoff` with full jitter, `if_alone` only when the rule allows waiting and nothing else is free.
   */
  readonly same: 'no' | 'fresh_connection' | 'short_hint' | 'backoff' | 'if_alone';
  /** Which other targets may be tried. `surface` shows the fault to the caller at once. */
  readonly next: 'any' | 'other_credential' | 'larger_context' | 'larger_request' | 'surface';
  /** The lasting condition it sets beside the circuit, if any. */
  readonly sets?: 'quota' | 'config_credential' | 'config_model';
}

/** Every class of failure with its rule. docs/plugins has the table in words. */
export const FAULTS = {
  connect_error: rule(502, 'endpoint', 1, 'fresh_connection', 'any'),
  timeout_connect: rule(504, 'endpoint', 1, 'no', 'any'),
  timeout_first_token: rule(504, 'model', 1, 'no', 'any'),
  timeout_idle: rule(504, 'model', 1, 'no', 'any'),
  timeout_total: rule(504, 'none', 0, 'no', 'surface'),
  overloaded: rule(503, 'model', 0.5, 'short_hint', 'any'),
  server_error: rule(502, 'model', 1, 'backoff', 'any'),
  protocol_error: rule(502, 'model', 1, 'no', 'any'),
  empty_response: rule(502, 'model', 1, 'no', 'any'),
  stream_broken: rule(502, 'model', 1, 'no', 'any'),
  rate_limited: rule(429, 'none', 0, 'if_alone', 'any', 'quota'),
  quota_exhausted: rule(429, 'none', 0, 'no', 'other_credential', 'config_credential'),
  auth_invalid: rule(502, 'none', 0, 'no', 'any', 'config_credential'),
  permission_denied: rule(502, 'none', 0, 'no', 'any', 'config_model'),
  model_not_found: rule(404, 'none', 0, 'no', 'any', 'config_model'),
  context_length: rule(400, 'none', 0, 'no', 'larger_context'),
  request_too_large: rule(413, 'none', 0, 'no', 'larger_request'),
  content_filter: rule(400, 'none', 0, 'no', 'surface'),
  bad_request: rule(400, 'none', 0, 'no', 'surface'),
  unsupported_parameter: rule(400, 'none', 0, 'no', 'any'),
  cancelled: rule(499, 'none', 0, 'no', 'surface'),
  gateway_no_target: rule(503, 'none', 0, 'no', 'surface'),
  budget_exceeded: rule(429, 'none', 0, 'no', 'surface'),
  gateway_rejected: rule(403, 'none', 0, 'no', 'surface'),
  gateway_throttled: rule(503, 'none', 0, 'no', 'surface'),
  gateway_error: rule(500, 'none', 0, 'no', 'surface'),
} as const satisfies Record<string, FaultRule>;

/** The class of a failure: a name of `FAULTS`. */
export type FaultClass = keyof typeof FAULTS;
/** The names of `FAULTS`, in its order. */
export const FAULT_CLASSES = Object.keys(FAULTS) as readonly FaultClass[];

/** Whether a value names a class of `FAULTS`. */
export function isFaultClass(value: unknown): value is FaultClass {
  return typeof value === 'string' && Object.hasOwn(FAULTS, value);
}

function rule(
  status: number,
  charges: FaultRule['charges'],
  consecutiveWeight: FaultRule['consecutiveWeight'],
  same: FaultRule['same'],
  next: FaultRule['next'],
  sets?: FaultRule['sets'],
): FaultRule {
  return { status, charges, consecutiveWeight, same, next, ...(sets && { sets }) };
}

const FAULT_BRAND = Symbol.for('fairlead.fault');

/**
 * A classified failure of one attempt. Throw it from a plugin to name the class yourself; it is recognised by
 * brand, so a second copy of the SDK works too. `message` must hold no secret: it can reach a caller.
 */
export class Fault extends Error {
  readonly [FAULT_BRAND] = true;
  override readonly name = 'Fault';

  constructor(
    readonly faultClass: FaultClass,
    message: string,
    readonly details: FaultDetails = {},
  ) {
    super(message);
  }
}

/** What is known of a fault besides its class. */
export interface FaultDetails {
  /** The provider's HTTP status, where one arrived. */
  readonly status?: number;
  /** `error.code`, `error.type` and `error.message` as the provider wrote them, secrets removed. */
  readonly code?: string;
  readonly type?: string;
  readonly said?: string;
  /** Which field of the request it objects to, in the words of the provider's dialect. */
  readonly param?: string;
  /** How long the provider asks to be left alone. */
  readonly retryAfterMs?: number;
  /** A kept-alive socket died before the first byte of a reply: the request was never looked at. */
  readonly staleConnection?: boolean;
}

/** Whether a value is a `Fault`, also one of another copy of the SDK. By brand, never by `instanceof`. */
export function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && FAULT_BRAND in value;
}

/** What a provider said when it refused: the input of a plugin's own classification. */
export interface Failure {
  readonly status: number;
  readonly headers: ReplyHeaders;
  /** `error.code`, `error.type` and `error.message` of the body or of the in-stream error event, where present. */
  readonly code?: string;
  readonly type?: string;
  readonly message?: string;
  /** `error.param`: the field of the request that is refused. */
  readonly param?: string;
  /** How long the body asks to leave the provider alone; most say it in a header instead. */
  readonly retryAfterMs?: number;
}

/** Header names are lower case; a repeated header is joined with ", ". */
export type ReplyHeaders = Readonly<Record<string, string>>;
