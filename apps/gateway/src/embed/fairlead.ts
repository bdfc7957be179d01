import type { DialectName } from '@fairlead/plugin-sdk';
import type { Entry } from '../http/entry.js';
import { pathOf } from '../http/endpoints.js';
import { listModels, type ListedModel } from '../http/model-list.js';
import type { PolicyStatus } from '../reload/policy-status.js';
import type { Runtime } from '../runtime/runtime.js';
import { FairleadAnswer } from './answer.js';
import { callIn, inProcessFetch, type Fetch } from './in-process-fetch.js';

/** One request, in a dialect that callers of the gateway speak. */
export interface FairleadRequest {
  readonly dialect: DialectName;
  /** As the dialect writes it: an object, its JSON text, or the bytes of that. */
  readonly body: object | string | Uint8Array;
  /** Where the dialect names the model in the path and not in the body. */
  readonly model?: string;
  /** Where the dialect asks for a stream in the path and not in the body. */
  readonly stream?: boolean;
  /** As over HTTP: `x-request-id`, `x-fairlead-label-…`, `x-request-timeout-ms`, … */
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the request, also at the provider. */
  readonly signal?: AbortSignal;
}

/**
 * The gateway of this application, for code of this process: no socket, and otherwise the path that HTTP requests
 * take, with the same policy, limits, metrics and log of decisions.
 */
export class Fairlead {
  /**
   * For client libraries: `new Client({ fetch: fairlead.fetch, baseURL: 'http://fairlead.local/v1', apiKey: 'unused' })`.
   * Of the address only the path counts, and it is the gateway's own: without the prefix that its routes are mounted
   * under.
   */
  readonly fetch: Fetch;

  constructor(
    private readonly runtime: Runtime,
    private readonly entry: Entry,
  ) {
    this.fetch = inProcessFetch(entry);
  }

  /**
   * Resolves with the head of the answer; errors of providers are answers too, in the dialect that was asked in.
   *
   * @throws TypeError for a dialect that the gateway takes no requests in, or one that needs `model` and has none
   * @throws the signal's reason where it aborts before the head is there
   */
  async send({ dialect, body, model, stream, headers, signal }: FairleadRequest): Promise<FairleadAnswer> {
    const url = pathOf(dialect, { model, stream });
    const call = {
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', ...lowerCase(headers ?? {}) },
      body: bytesOf(body),
    };
    return new FairleadAnswer(await callIn(this.entry, call, signal));
  }

  /** Every name that a request may write as its model. Empty until a configuration is in force. */
  models(): readonly ListedModel[] {
    return this.runtime.generations.loaded ? listModels(this.runtime.generation) : [];
  }

  /** Which policy is in force, and why a newer one is not. */
  get status(): PolicyStatus {
    return this.runtime.reloader.status;
  }

  /** Reads the configuration again. One that cannot be used changes nothing, and the status says why. */
  reload(): Promise<PolicyStatus> {
    return this.runtime.reloader.reload('request');
  }

  /** In the text format of Prometheus, to put beside the application's own. */
  async metrics(): Promise<string> {
    return (await this.runtime.metrics.render()).body;
  }
}

function bytesOf(body: FairleadRequest['body']): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
