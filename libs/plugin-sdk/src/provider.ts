import type { Capability } from './capability.js';
import type { ConfigSpec } from './config/config-spec.js';
import type { Failure, FaultClass, ReplyHeaders } from './fault.js';
import type { Conversation } from './form/conversation.js';
import type { StreamPart } from './form/stream-part.js';
import type { DialectName, Operation } from './operation.js';
import type { QuotaReading } from './quota.js';
import type { Clock } from './ports.js';
import type { TokenPrices } from './usage.js';

/** Request headers on their way to a provider: lower-case names. */
export type RequestHeaders = Record<string, string>;

/**
 * One configured provider. It says where requests go and how they are signed; the host owns sockets, retries,
 * timers, streams and health.
 */
export interface Provider {
  /** What this one speaks, where its configuration decides; otherwise what its definition says. */
  readonly speaks?: readonly SpokenDialect[];
  /** The vendor's id in the built-in price table, where the configuration decides who the vendor is. */
  readonly priceTable?: string;
  /**
   * Absolute URL for an operation on a model (the name as the provider spells it). Throw a `Fault` of class
   * `unsupported_parameter` for what this provider does not serve.
   */
  address(operation: Operation, model: string, call: AddressedCall): string;
  /** Adds the credential. Called once per attempt. */
  authorize?(headers: RequestHeaders): void;
  /** Quirks of this vendor's dialect. */
  patch?: Patch;
  /** Refines the built-in classification; undefined keeps it. */
  fault?(failure: Failure): FaultClass | undefined;
  /** Rate-limit headers, normalised. The host reads `x-ratelimit-*` itself where this is absent. */
  quota?(headers: ReplyHeaders, clock: Clock): readonly QuotaReading[];
  /** The token-free request that proves address and key (`models_list`). Absent: no active probe of that kind. */
  probe?: ProbeRequest;
  /** What is known of the models, where the vendor publishes it. */
  models?: readonly ModelInfo[];
  /**
   * For a provider that is no HTTP server: answers in process, in the bytes of a dialect it speaks. `address`
   * then only names the endpoint for health (for example `local://name`).
   */
  respond?(request: WireRequest, call: WireCall): Promise<WireReply>;
  /**
   * For a provider that is neither: one conversation, answered part by part in the intermediate form, over whatever the
   * plugin opens itself (a signed event stream, a local engine). The parts come in the order of `StreamPart`, and `end`
   * is said when the answer is complete: without it, it counts as broken off. They are asked for at the caller's pace.
   * Its `speaks` is `[]`, or what else it serves over HTTP; `address` names the endpoint for health.
   *
   * Throw a `Fault` for what goes wrong, with the vendor's status and words in its details.
   */
  exchange?(conversation: Conversation, call: ExchangeCall): AsyncIterable<StreamPart>;
  /** Called once when the plan that owns this provider is gone. */
  stop?(): void | Promise<void>;
}

/** A dialect of the host, or one that a plugin brings, by its name in the manifest. */
export type SpokenDialect = DialectName | (string & {});

/** What of a request an address may depend on. */
export interface AddressedCall {
  readonly dialect: SpokenDialect;
  readonly stream: boolean;
  /** The request holds several at once (embeddings), in dialects that have another address for those. */
  readonly batch?: boolean;
}

/**
 * Corrections where a vendor's dialect differs from the one it says it speaks. They touch only what the gateway wrote
 * itself (a request translated from another dialect): what a caller wrote in this dialect passes as it is.
 */
export interface Patch {
  /** @param body fresh, and the plugin's to change */
  request?(body: Record<string, unknown>, call: AddressedCall): Record<string, unknown>;
}

/** A request that costs no tokens and proves address and key. */
export interface ProbeRequest {
  readonly method: 'GET' | 'HEAD';
  /** Absolute URL. */
  readonly url: string;
}

/** What a vendor publishes of one of its models. */
export interface ModelInfo {
  readonly id: string;
  /** Tokens of prompt and completion together. */
  readonly contextWindow?: number;
  readonly maxOutputTokens?: number;
  /** All that it has; absent: unknown. */
  readonly capabilities?: readonly Capability[];
  readonly prices?: TokenPrices;
}

/** One attempt, as bytes. */
export interface WireRequest {
  readonly operation: Operation;
  readonly dialect: DialectName;
  /** The model as the provider spells it; the body says the same. */
  readonly model: string;
  readonly stream: boolean;
  /** It holds several requests at once, in dialects that have another address for those. */
  readonly batch?: boolean;
  readonly body: Uint8Array;
  readonly headers: Readonly<RequestHeaders>;
}

/** What an attempt gets besides its request. */
export interface WireCall {
  /** Aborts when the caller left, a timer ran out or another attempt won. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** One attempt at `exchange`. */
export interface ExchangeCall extends WireCall {
  /** The model as the provider spells it. */
  readonly model: string;
  /** What goes along to the provider: `traceparent`, and what the configuration lists. Lower-case names. */
  readonly headers: Readonly<RequestHeaders>;
}

/** A reply in the bytes of a dialect. */
export interface WireReply {
  readonly status: number;
  readonly headers: ReplyHeaders;
  /** Pulled one chunk at a time: back-pressure is the consumer's pace. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** What a plugin declares about a kind of provider. */
export interface ProviderDefinition<Config extends object = object> {
  readonly config: ConfigSpec<Config>;
  /** The preferred one first. Of the host's own, or brought by this or another plugin. */
  readonly speaks: readonly SpokenDialect[];
  /** This vendor's id in the built-in price table (`@pydantic/genai-prices`), where it is listed. */
  readonly priceTable?: string;
  /**
   * Makes one configured provider. Synchronous and quick: no I/O, nothing started. Throwing is a problem on the
   * YAML line that named the provider.
   */
  create(config: Config, context: ProviderContext): Provider;
}

/** What a provider gets besides its options. */
export interface ProviderContext {
  /** The instance's name in the gateway's configuration. */
  readonly name: string;
  readonly clock: Clock;
}

/**
 * What the gateway itself reads of a provider in its configuration. A plugin never sees these, so no option may be called
 * so: name it otherwise, for example with `@Key('acme_region')`.
 */
export const RESERVED_PROVIDER_KEYS: readonly string[] = [
  'type',
  'models',
  'prices',
  'ca',
  'allow_link_local',
  'region',
  'tags',
  'data',
  'capabilities',
  'traits',
];

/** Identity at run time; at compile time it ties `create` to the config class. */
export function defineProvider<Config extends object>(
  definition: ProviderDefinition<Config>,
): ProviderDefinition<Config> {
  return definition;
}
