import {
  Fault,
  readRateLimitHeaders,
  type Clock,
  type DialectName,
  type Failure,
  type FaultClass,
  type ModelInfo,
  type Operation,
  type Provider,
  type ProviderDefinition,
  type QuotaReading,
  type ReplyHeaders,
  type WireRequest,
} from '@fairlead/plugin-sdk';
import type { ReplyFlow, ReplySink, Upstream } from '@fairlead/dialects';
import { hostPort, type HttpTransport } from '../transport/http-transport.js';
import { InProcessCall } from './in-process.js';
import { asFault, guarded } from './plugin-call.js';
import { probeHttp, probeTcp, type ProbeResult } from './probe.js';
import type { Secrets } from './secrets.js';

export interface InstanceParts {
  readonly name: string;
  readonly definition: ProviderDefinition;
  readonly provider: Provider;
  readonly secrets: Secrets;
  /** Keys of the secrets that are unset. */
  readonly unset: readonly string[];
  /** Model as a policy names it → as this provider spells it. */
  readonly models: Readonly<Record<string, string>>;
  readonly ca?: string | undefined;
  readonly transport: HttpTransport;
  readonly clock: Clock;
}

/** One configured provider: the plugin's word on where and how, the host's sockets, and no throw gets out. */
export class ProviderInstance implements Upstream {
  readonly name: string;
  readonly unset: readonly string[];
  readonly speaks: readonly DialectName[];
  readonly priceTable: string | undefined;
  readonly models: readonly ModelInfo[];
  /** The provider's name and a fingerprint of its key. */
  readonly credentialKey: string;
  readonly redact = (text: string): string => this.parts.secrets.redact(text);

  constructor(private readonly parts: InstanceParts) {
    const { name, definition, provider, secrets, unset } = parts;
    this.name = name;
    this.unset = unset;
    this.speaks = definition.speaks;
    this.priceTable = definition.priceTable;
    this.models = provider.models ?? [];
    this.credentialKey = `${name}#${secrets.fingerprint}`;
  }

  wireModel(model: string): string {
    return this.parts.models[model] ?? model;
  }

  /** `host:port` that serves an operation; for a provider in this process, its own name. */
  endpointOf(operation: Operation, model: string): string {
    const { provider, name } = this.parts;
    const url = URL.parse(
      guarded(() => provider.address(operation, model), 'gateway_error', `${name}.address`, this.redact),
    );
    return url === null || provider.respond !== undefined ? `local:${name}` : hostPort(url);
  }

  send(request: WireRequest, sink: ReplySink): ReplyFlow {
    const { provider, transport, clock, ca } = this.parts;
    if (provider.respond !== undefined) {
      return new InProcessCall(sink, this.redact).start(provider.respond.bind(provider), request, clock);
    }
    try {
      const url = provider.address(request.operation, request.model);
      const headers = { ...this.#headers(), ...request.headers, 'content-type': 'application/json' };
      const accept = request.stream ? 'text/event-stream' : 'application/json';
      return transport.send(
        { method: 'POST', url, headers: { ...headers, accept }, body: request.body, ca },
        this.#clean(sink),
      );
    } catch (error) {
      return failLater(
        sink,
        asFault(error, 'gateway_error', `the plugin of ${this.name} failed`, this.redact),
      );
    }
  }

  classify(failure: Failure): FaultClass | undefined {
    return this.#quietly(() => this.parts.provider.fault?.(failure));
  }

  quota(headers: ReplyHeaders): readonly QuotaReading[] {
    const { provider, clock } = this.parts;
    if (provider.quota === undefined) return readRateLimitHeaders(headers);
    return this.#quietly(() => provider.quota?.(headers, clock)) ?? [];
  }

  /** Whether the plugin can prove address and key without spending tokens. */
  get probeable(): boolean {
    return this.parts.provider.probe !== undefined;
  }

  probe(kind: 'tcp' | 'models_list', signal: AbortSignal, timeoutMs: number): Promise<ProbeResult> {
    const { provider, transport, ca } = this.parts;
    const request = provider.probe;
    const url = URL.parse(request?.url ?? '');
    if (request === undefined || url === null) return Promise.resolve({ result: 'ok' });
    if (kind === 'tcp') return probeTcp(url, ca, { signal, timeoutMs });
    const call = { method: request.method, url: request.url, headers: this.#headers(), ca };
    return probeHttp(transport, call, { signal, timeoutMs }, (failure) => this.classify(failure));
  }

  async stop(): Promise<void> {
    await this.parts.provider.stop?.();
  }

  #headers(): Record<string, string> {
    const headers: Record<string, string> = { 'accept-encoding': 'identity', 'user-agent': 'fairlead' };
    this.parts.provider.authorize?.(headers);
    return headers;
  }

  /** What cannot be read must not be passed on as if it were the provider's text. */
  #clean(sink: ReplySink): ReplySink {
    const { name } = this;
    let flow: 'open' | 'refused' = 'open';
    return {
      onConnected: () => sink.onConnected(),
      onHeaders: (status, headers) => {
        const encoding = headers['content-encoding'] ?? 'identity';
        if (encoding === 'identity' || encoding === '') return sink.onHeaders(status, headers);
        flow = 'refused';
        sink.onError(
          new Fault('protocol_error', `${name} sent a reply in ${encoding} although none was asked for`),
        );
      },
      onData: (chunk) => {
        if (flow === 'open') sink.onData(chunk);
      },
      onEnd: () => {
        if (flow === 'open') sink.onEnd();
      },
      onError: (fault) => {
        if (flow === 'open') sink.onError(fault);
      },
    };
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

function failLater(sink: ReplySink, fault: Fault): ReplyFlow {
  let over = false;
  queueMicrotask(() => {
    if (!over) sink.onError(fault);
  });
  return { pause() {}, resume() {}, abort: () => void (over = true) };
}
