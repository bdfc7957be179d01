import { Readable } from 'node:stream';
import { Roster, type ClientPort, type RelayAsk } from '@fairlead/engine';
import type { Runtime } from '../runtime/runtime.js';
import type { Call, Caller } from './call.js';
import { findEndpoint, withoutPrefix, type Endpoint } from './endpoints.js';
import { formBoundary } from './form-model.js';
import { FormUpload } from './form-upload.js';
import { toIngress } from './ingress.js';
import { keptEndpoint, keptMethod, readKept, unknownReply } from './kept-responses.js';
import { lost } from './lost.js';
import { listModels } from './model-list.js';
import { answerModels, isModels } from './models.js';
import { refusal, tooLarge, type PlainAnswer, type Refused } from './refusal.js';
import { relayOf } from './relay.js';
import { allowedMethods, isKept } from './routes.js';
import { thrownAsRefusal } from './thrown.js';
import { UploadingCaller } from './uploading-caller.js';

const NOT_CONFIGURED: Refused = {
  status: 503,
  message: 'The gateway has no configuration in force: what is wrong with its files is in its log.',
  code: 'gateway_not_configured',
};
const STOPPED: Refused = {
  status: 503,
  message: 'The gateway has stopped: the application that it is part of is ending.',
  code: 'gateway_stopped',
};

const NOTHING = new Uint8Array();

/** Where every request goes in, off a socket or from within the process: what it asks for is found by its path. */
export class Entry {
  readonly #callers = new Roster<Caller>();

  constructor(private readonly runtime: Runtime) {}

  /** Resolves when the caller has its whole answer, or has left. */
  async handle(call: Call, caller: Caller): Promise<void> {
    const place = this.#callers.join(caller);
    try {
      await this.#handle(call, caller);
    } catch (err) {
      const refused = thrownAsRefusal(err, call, this.runtime.bodyLimitBytes);
      if (refused.status >= 500) this.runtime.logger.error({ err }, 'request failed');
      say(caller, refusal(call.url, call.headers, refused));
    } finally {
      this.#callers.leave(place);
    }
  }

  /** Breaks off whatever is under way. */
  cutAll(): void {
    for (const caller of this.#callers.members()) caller.cut();
  }

  /** What throws here, and what it returns rejects with, is answered in {@link handle}: most of these need no frame of their own. */
  #handle(call: Call, caller: Caller): Promise<void> | void {
    const { runtime } = this;
    const { method, url, headers, body } = call;
    const unable = this.#unable();
    if (unable !== undefined) return say(caller, refusal(url, headers, unable));
    const limitBytes = runtime.bodyLimitBytes;
    if (body instanceof Uint8Array && body.length > limitBytes)
      return say(caller, refusal(url, headers, tooLarge(limitBytes)));
    const endpoint = findEndpoint(url);
    if (method === 'POST' && endpoint !== undefined) return this.#ask(endpoint, call, caller);
    const path = withoutPrefix(url.split('?', 1)[0]!);
    const reads = method === 'GET' || method === 'HEAD';
    if (reads && isModels(path) && endpoint === undefined) {
      const world = { models: listModels(runtime.generation), since: runtime.loadedAt };
      return say(caller, answerModels({ path, url, headers }, world));
    }
    const asked = method === 'HEAD' ? 'GET' : method;
    if (isKept(path) && allowedMethods(path)?.includes(asked)) return this.#relayKept(call, caller);
    return say(caller, refusal(url, headers, lost(method, url)));
  }

  #unable(): Refused | undefined {
    if (this.runtime.stopped) return STOPPED;
    return this.runtime.generations.loaded ? undefined : NOT_CONFIGURED;
  }

  #ask(endpoint: Endpoint, call: Call, caller: Caller): Promise<void> {
    const upload = endpoint.dialect.relayed && formOf(call);
    if (upload) return this.#pass(endpoint, call, upload, caller);
    const relay = endpoint.dialect.relayed && relayOf(call.headers, endpoint.suffix);
    return this.#exchange(endpoint, call, caller, relay ? { relay } : undefined);
  }

  /** A form streams; of its beginning so much is read as tells the model. */
  async #pass(endpoint: Endpoint, call: Call, upload: FormUpload, caller: Caller): Promise<void> {
    const port = new UploadingCaller(caller, () => upload.discard());
    await upload.begin();
    // Without a name, routes that name no model take it, and the target's own name is written as the form streams by.
    const shape = { model: upload.model ?? '', stream: false };
    const relay = { ...relayOf(call.headers, endpoint.suffix), upload };
    await this.#exchange(endpoint, call, port, { call: shape, relay });
  }

  #relayKept(call: Call, caller: Caller): Promise<void> | void {
    const { url, headers } = call;
    const { engine, generation } = this.runtime;
    const { id, suffix } = readKept(url);
    const keeper = engine.keptReplies.find(id);
    const method = keptMethod(call.method);
    if (keeper === undefined || !generation.targets.has(keeper) || method === undefined)
      return say(caller, refusal(url, headers, unknownReply(id)));
    const accept = headers.accept ?? '*/*';
    const relay: RelayAsk = { method, suffix, accept, passRefusals: true, keeper };
    return this.#exchange(keptEndpoint(keeper), call, caller, { relay });
  }

  #exchange(
    endpoint: Endpoint,
    { headers, body }: Call,
    port: ClientPort,
    more?: { readonly relay?: RelayAsk; readonly call?: Endpoint['call'] & object },
  ): Promise<void> {
    const { engine, settings } = this.runtime;
    const bytes = body instanceof Uint8Array ? body : NOTHING;
    const ingress = toIngress(endpoint, headers, bytes, settings.forwardHeaders);
    return engine.handle(more ? { ...ingress, ...more } : ingress, port);
  }
}

/** Undefined for a body that is held: anything but a form. */
function formOf({ headers, body }: Call): FormUpload | undefined {
  const boundary = formBoundary(headers['content-type']);
  return boundary === undefined || !(body instanceof Readable) ? undefined : new FormUpload(body, boundary);
}

function say(caller: ClientPort, { status, headers, body }: PlainAnswer): void {
  caller.start(status, { ...headers, 'content-length': String(body.length) });
  caller.end(body);
}
