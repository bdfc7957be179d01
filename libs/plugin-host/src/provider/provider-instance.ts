import {
  Fault,
  FORM_DIALECT,
  isFaultClass,
  readRateLimitHeaders,
  type Clock,
  type DialectName,
  type Failure,
  type FaultClass,
  type ModelInfo,
  type Provider,
  type ProviderDefinition,
  type QuotaReading,
  type ReplyHeaders,
  type WireRequest,
} from '@fairlead/plugin-sdk';
import type { RelayForm, ReplyFlow, ReplySink, UpstreamRequest } from '@fairlead/dialects';
import { hostPort, type Egress, type HttpTransport } from '../transport/http-transport.js';
import { respondByExchange } from '../dialect/respond-by-exchange.js';
import type { Spoken } from '../dialect/spoken.js';
import { addressBelow } from './address-below.js';
import { CleanSink } from './clean-sink.js';
import type { ConfiguredProvider } from './configured-provider.js';
import { failLater } from './fail-later.js';
import { homeOf, locate } from './locate.js';
import { readModelIds, type ListedModels } from './listed-models.js';
import type { OddKey } from './odd-key.js';
import { fetchWhole } from './whole-reply.js';
import type { Handshake } from '../transport/handshake.js';
import { InProcessCall } from './in-process.js';
import { asFault } from './plugin-call.js';
import { judgeReply, probeHttp, probeTcp, type ProbeResult } from './probe.js';
import type { Secrets } from './secrets.js';

type Respond = NonNullable<Provider['respond']>;

export interface InstanceParts {
  readonly name: string;
  readonly definition: ProviderDefinition;
  readonly provider: Provider;
  readonly spoken: Spoken;
  readonly secrets: Secrets;
  /** Keys of the secrets that are unset. */
  readonly unset: readonly string[];
  /** Model as a policy names it → as this provider spells it. */
  readonly models: Readonly<Record<string, string>>;
  readonly egress: Egress;
  readonly transport: HttpTransport;
  readonly clock: Clock;
}

export interface Refinements {
  readonly fault: boolean;
  readonly quota: boolean;
  readonly patch: boolean;
}

/** One configured provider: the plugin's word on where and how, the host's sockets, and no throw gets out. */
export class ProviderInstance implements ConfiguredProvider {
  readonly name: string;
  readonly unset: readonly string[];
  readonly speaks: readonly DialectName[];
  readonly priceTable: string | undefined;
  readonly models: readonly ModelInfo[];
  /** The provider's name and a fingerprint of its key. */
  readonly credentialKey: string;
  readonly redact = (text: string): string => this.parts.secrets.redact(text);

  readonly #exchange: Respond | undefined;

  constructor(private readonly parts: InstanceParts) {
    const { name, definition, provider, spoken, secrets, unset } = parts;
    this.name = name;
    this.unset = unset;
    this.speaks = spoken.names;
    this.#exchange = provider.exchange && respondByExchange(provider.exchange.bind(provider));
    this.priceTable = provider.priceTable ?? definition.priceTable;
    this.models = provider.models ?? [];
    this.credentialKey = `${name}#${secrets.fingerprint}`;
  }

  wireModel(model: string): string {
    const { models } = this.parts;
    // Callers write model names, and one of them may be "constructor".
    return Object.hasOwn(models, model) ? models[model]! : model;
  }

  /** `host:port` that serves a model; for a provider in this process, its own name. */
  endpointOf(model: string): string {
    const url = this.parts.provider.respond === undefined ? locate(this.parts, model) : undefined;
    return url === undefined ? `local:${this.name}` : hostPort(url);
  }

  async endpoints(models: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return new Map(models.map((model) => [model, this.endpointOf(model)]));
  }

  send(asked: UpstreamRequest, sink: ReplySink): ReplyFlow {
    const { provider, transport, clock, egress } = this.parts;
    try {
      if (this.unset.length > 0) {
        throw new Fault('auth_invalid', `${this.name} is not configured: ${this.unset.join(', ')} is unset`);
      }
      const foreign = asked.dialect === FORM_DIALECT ? this.parts.spoken.foreign : undefined;
      const request = this.#patched(foreign ? foreign.encode(asked) : asked);
      const { relay } = asked;
      const respond = this.#respondTo(request);
      if (respond !== undefined && relay !== undefined && !isCall(relay)) {
        const message = `${this.name} answers in this process: it takes no uploads, and nothing can be read back from it`;
        throw new Fault('unsupported_parameter', message);
      }
      if (respond !== undefined) return new InProcessCall(sink, this.redact).start(respond, request, clock);
      const address = provider.address(request.operation, request.model, request);
      const url = relay?.suffix === undefined ? address : addressBelow(address, relay.suffix);
      const method = relay?.method ?? 'POST';
      const accept = relay?.accept ?? foreign?.accept(request.stream) ?? acceptOf(request);
      const contentType = method === 'POST' ? (relay?.contentType ?? 'application/json') : undefined;
      const headers = this.#headers(accept, contentType, request.headers);
      const body = method === 'POST' ? (relay?.upload ?? request.body) : undefined;
      const call = { method, url, headers, egress, body };
      const clean = new CleanSink(sink, this.redact);
      return foreign
        ? foreign.send(transport, call, clean, request, this.redact)
        : transport.send(call, clean);
    } catch (error) {
      return failLater(sink, this.#fault(error));
    }
  }

  classify(failure: Failure): FaultClass | undefined {
    const refined = this.#quietly(() => this.parts.provider.fault?.(failure));
    return isFaultClass(refined) ? refined : undefined;
  }

  quota(headers: ReplyHeaders): readonly QuotaReading[] {
    const { provider, clock } = this.parts;
    if (provider.quota === undefined) return readRateLimitHeaders(headers);
    const readings: unknown = this.#quietly(() => provider.quota?.(headers, clock));
    return Array.isArray(readings) ? readings.filter(isReading) : [];
  }

  /** What the plugin has a word of its own on. */
  get refines(): Refinements {
    const { provider } = this.parts;
    return {
      fault: provider.fault !== undefined,
      quota: provider.quota !== undefined,
      patch: provider.patch?.request !== undefined,
    };
  }

  /** Whether the plugin can prove address and key without spending tokens. */
  get probeable(): boolean {
    return this.parts.provider.probe !== undefined;
  }

  /**
   * Proves what can be proved for free: `models_list` the address and the key, `tcp` that the endpoint is reached.
   * Never rejects. What could not be checked is a `gateway_error`, which changes nobody's health: a pass would clear
   * a refused key.
   */
  async probe(kind: 'tcp' | 'models_list', signal: AbortSignal, timeoutMs: number): Promise<ProbeResult> {
    const { provider, transport, egress } = this.parts;
    const limits = { signal, timeoutMs };
    try {
      if (kind === 'models_list') {
        if (provider.probe === undefined)
          return this.#unchecked('its plugin has no request that proves the key');
        const { method, url } = provider.probe;
        const call = { method, url, headers: this.#headers('application/json'), egress };
        return this.#redacted(
          await probeHttp(transport, call, limits, (status, headers) =>
            judgeReply(status, headers, (failure) => this.classify(failure)),
          ),
        );
      }
      const url = this.home;
      if (url === undefined) return this.#unchecked('it has no network address to reach');
      return this.#redacted(await probeTcp(transport, url, egress, limits));
    } catch (error) {
      const { faultClass, message } = this.#fault(error);
      return { result: faultClass, message };
    }
  }

  get oddKeys(): readonly OddKey[] {
    return this.parts.secrets.odd;
  }

  get home(): URL | undefined {
    return homeOf(this.parts, this.models);
  }

  get proxy(): string | undefined {
    return this.home && this.parts.transport.proxyOf(this.home);
  }

  handshake(): Handshake | undefined {
    return this.home && this.parts.transport.handshake(this.home, this.parts.egress);
  }

  async listModels(timeoutMs: number): Promise<ListedModels | undefined> {
    const { provider, transport, egress } = this.parts;
    if (provider.probe === undefined) return undefined;
    try {
      const { method, url } = provider.probe;
      const call = { method, url, headers: this.#headers('application/json'), egress };
      const { status, headers, body } = await fetchWhole(transport, call, timeoutMs);
      const read = status < 300 ? readModelIds(body) : { partial: false };
      const judged = judgeReply(status, headers, (failure) => this.classify(failure), body);
      return { status, headers, ...read, ...this.#redacted(judged) };
    } catch (error) {
      const { faultClass, message } = this.#fault(error);
      return { headers: {}, result: faultClass, message, partial: false };
    }
  }

  #respondTo({ dialect }: WireRequest): Respond | undefined {
    const { provider } = this.parts;
    if (dialect === FORM_DIALECT && this.#exchange !== undefined) return this.#exchange;
    return provider.respond?.bind(provider);
  }

  /** @throws what the plugin throws */
  #patched(request: UpstreamRequest): WireRequest {
    if (request.draft === undefined && request.relay === undefined) return request;
    const { draft, relay: _relay, ...wire } = request;
    // The form has no quirks of a vendor's.
    if (request.dialect === FORM_DIALECT) return wire;
    const body = draft && this.parts.provider.patch?.request?.(draft, request);
    return body === undefined ? wire : { ...wire, body: Buffer.from(JSON.stringify(body), 'utf8') };
  }

  #unchecked(why: string): ProbeResult {
    return {
      result: 'gateway_error',
      message: `${this.name} cannot be probed: ${why}; set its probe to "none"`,
    };
  }

  async stop(): Promise<void> {
    await this.parts.provider.stop?.();
  }

  /** The plugin's credential beats whatever a caller's forwarded header says. */
  #headers(
    accept: string,
    contentType?: string,
    given?: Readonly<Record<string, string>>,
  ): Record<string, string> {
    const headers: Record<string, string> = { 'user-agent': 'fairlead' };
    for (const name in given) headers[name] = given[name]!;
    headers['accept'] = accept;
    if (contentType !== undefined) headers['content-type'] = contentType;
    this.parts.provider.authorize?.(headers);
    return headers;
  }

  #fault(error: unknown): Fault {
    return asFault(error, 'gateway_error', `the plugin of ${this.name} failed`, this.redact);
  }

  #redacted(result: ProbeResult): ProbeResult {
    return result.result === 'ok' ? result : { ...result, message: this.redact(result.message) };
  }

  /** A refinement that throws refines nothing. */
  #quietly<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch {
      return undefined;
    }
  }
}

function acceptOf({ stream }: WireRequest): string {
  return stream ? 'text/event-stream' : 'application/json';
}

/** Nothing but its body says what is wanted. */
function isCall({ method, suffix, upload }: RelayForm): boolean {
  return method === 'POST' && suffix === undefined && upload === undefined;
}

function isReading(value: unknown): value is QuotaReading {
  const { limit, remaining, resetInMs } = (value ?? {}) as Partial<QuotaReading>;
  return [limit, remaining, resetInMs].every((part) => Number.isFinite(part) && part! >= 0) && limit! > 0;
}
