import {
  Fault,
  readRateLimitHeaders,
  type DialectName,
  type FaultClass,
  type Failure,
  type ModelInfo,
  type QuotaReading,
  type ReplyHeaders,
} from '@fairlead/plugin-sdk';
import type { ReplyFlow, ReplySink, UpstreamRequest } from '@fairlead/dialects';
import type { ConfiguredProvider } from '../provider/configured-provider.js';
import { failLater } from '../provider/fail-later.js';
import type { ListedModels } from '../provider/listed-models.js';
import type { OddKey } from '../provider/odd-key.js';
import { reasonOf } from '../provider/plugin-call.js';
import type { ProbeResult } from '../provider/probe.js';
import type { Secrets } from '../provider/secrets.js';
import type { Handshake } from '../transport/handshake.js';
import type { Egress, HttpTransport } from '../transport/http-transport.js';
import type { CallMethod, ProviderFacts } from './protocol.js';
import { Verdicts } from './verdicts.js';
import type { WorkerLink } from './worker-link.js';

/** A provider's line to its worker. */
export interface Line {
  /** Undefined while the worker is gone. */
  readonly link: WorkerLink | undefined;
  /** Why it is gone. */
  readonly outage: string;
  /** What it is known by in the worker of now; undefined when it could not be made again. */
  readonly number: number | undefined;
  stop(): Promise<void>;
}

interface IsolatedParts {
  readonly name: string;
  readonly models: Readonly<Record<string, string>>;
  readonly egress: Egress;
  readonly secrets: Secrets;
  readonly facts: ProviderFacts;
  readonly line: Line;
  /** For what needs nothing of the plugin. */
  readonly transport: HttpTransport;
}

/** A provider whose plugin and sockets are in a worker. */
export class IsolatedProvider implements ConfiguredProvider {
  readonly name: string;
  readonly unset: readonly string[];
  readonly speaks: readonly DialectName[];
  readonly priceTable: string | undefined;
  readonly models: readonly ModelInfo[];
  readonly credentialKey: string;
  readonly probeable: boolean;
  readonly home: URL | undefined;
  readonly verdicts = new Verdicts();
  readonly redact = (text: string): string => this.parts.secrets.redact(text);

  constructor(private readonly parts: IsolatedParts) {
    const { name, secrets, facts } = parts;
    this.name = name;
    this.unset = facts.unset;
    this.speaks = facts.speaks;
    this.priceTable = facts.priceTable;
    this.models = facts.models;
    this.probeable = facts.probeable;
    this.home = facts.home === undefined ? undefined : new URL(facts.home);
    this.credentialKey = `${name}#${secrets.fingerprint}`;
  }

  wireModel(model: string): string {
    const { models } = this.parts;
    return Object.hasOwn(models, model) ? models[model]! : model;
  }

  async endpoints(models: readonly string[]): Promise<ReadonlyMap<string, string>> {
    try {
      const found = await this.#call('locate', [models]);
      return new Map(found as readonly (readonly [string, string])[]);
    } catch {
      // Its worker has just ended, which is told elsewhere; requests will find it gone or well.
      return new Map();
    }
  }

  send(request: UpstreamRequest, sink: ReplySink): ReplyFlow {
    const { link, number, outage } = this.parts.line;
    if (link !== undefined && number !== undefined) return link.send(number, request, sink, this);
    return failLater(sink, new Fault('overloaded', `${this.name} is not there: ${outage}`));
  }

  classify(failure: Failure): FaultClass | undefined {
    const { facts, line } = this.parts;
    if (!facts.refines.fault) return undefined;
    const known = this.verdicts.classOf(failure);
    // What was said inside of a 200 is only known now.
    if (known !== undefined || failure.status >= 400 || line.number === undefined) return known;
    return line.link?.ask(line.number, failure);
  }

  quota(headers: ReplyHeaders): readonly QuotaReading[] {
    return this.parts.facts.refines.quota ? this.verdicts.quotaOf(headers) : readRateLimitHeaders(headers);
  }

  async probe(kind: 'tcp' | 'models_list', signal: AbortSignal, timeoutMs: number): Promise<ProbeResult> {
    try {
      return (await this.#call('probe', [kind, timeoutMs], signal)) as ProbeResult;
    } catch (error) {
      return { result: 'gateway_error', message: this.redact(reasonOf(error)) };
    }
  }

  get oddKeys(): readonly OddKey[] {
    return this.parts.secrets.odd;
  }

  get proxy(): string | undefined {
    return this.home && this.parts.transport.proxyOf(this.home);
  }

  handshake(): Handshake | undefined {
    return this.home && this.parts.transport.handshake(this.home, this.parts.egress);
  }

  async listModels(timeoutMs: number): Promise<ListedModels | undefined> {
    try {
      return (await this.#call('listModels', [timeoutMs])) as ListedModels | undefined;
    } catch (error) {
      const message = this.redact(reasonOf(error));
      return { headers: {}, result: 'gateway_error', message, partial: false };
    }
  }

  stop(): Promise<void> {
    return this.parts.line.stop();
  }

  /** @throws Error also while its worker is gone */
  #call(method: CallMethod, args: readonly unknown[], signal?: AbortSignal): Promise<unknown> {
    const { link, number, outage } = this.parts.line;
    if (link === undefined || number === undefined) throw new Error(outage);
    return link.call(method, [number, ...args], signal);
  }
}
