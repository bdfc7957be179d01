import {
  Fault,
  hash32,
  seededRng,
  type DialectName,
  type Operation,
  type Provider,
  type WireCall,
  type WireReply,
  type WireRequest,
} from '@fairlead/plugin-sdk';
import type { Api, ErrorReply, Reply, Scene } from './api.js';
import { APIS } from './apis.js';
import { planFailures } from './failure-plan.js';
import { isErrorMode, type ErrorMode, type FailureMode } from './failure-mode.js';
import { readJson } from './json-map.js';
import { drawPace, type Pace } from './pace.js';
import { pacedBody, type Ending, type Part } from './paced-body.js';
import { pause } from './pause.js';
import { PromptCache } from './reply/prompt-cache.js';
import { ReplyStore } from './reply/reply-store.js';
import { Seal } from './reply/seal.js';
import { RequestBucket } from './request-bucket.js';
import { RequestRefused } from './request-refused.js';
import { SERVED_DIALECTS } from './served-dialects.js';
import type { SimulatorConfig } from './simulator-config.js';

/** A provider that makes its answers up: the same request, the same words. */
export class SimulatedProvider implements Provider {
  readonly speaks: readonly DialectName[];
  readonly #failureOf: ReturnType<typeof planFailures>;
  readonly #bucket: RequestBucket | undefined;
  readonly #promptCache = new PromptCache();
  readonly #store = new ReplyStore();
  readonly #seal: Seal;
  #requests = 0;

  /** @throws Error when the script is wrong */
  constructor(
    private readonly name: string,
    private readonly config: SimulatorConfig,
  ) {
    const { requestsPerMinute, seed, dialect } = config;
    this.speaks = SERVED_DIALECTS[dialect];
    this.#failureOf = planFailures(config);
    this.#bucket = requestsPerMinute === undefined ? undefined : new RequestBucket(requestsPerMinute);
    this.#seal = new Seal(seed);
  }

  address(operation: Operation): string {
    return `local://${this.name}/${operation}`;
  }

  async respond(request: WireRequest, call: WireCall): Promise<WireReply> {
    call.signal.throwIfAborted();
    const api = this.#apiOf(request);
    const ordinal = ++this.#requests;
    const startMs = call.clock.now();
    const limit = this.#bucket?.take(startMs);
    const headers = { 'x-fairlead-simulated': 'true', ...limit?.headers };
    const failure = limit?.allowed === false ? 'rate_limited' : this.#failureOf(ordinal);
    const scene = this.#scene(request, call);
    const broken = errorModeOf(failure, request.stream);
    if (broken !== undefined) return errorReply(api.failed(broken, scene.identity), headers);
    try {
      const pace = drawPace(this.config, seededRng(hash32(`${this.config.seed}:pace:${ordinal}`)));
      const { model, stream, body } = request;
      const reply = api.reply({ body: readJson(body), model, stream }, scene);
      const { contentType, headersMs, parts } = planParts(reply, pace);
      await pause(headersMs, call);
      const paced = pacedBody(parts, endingOf(failure, reply), startMs, call);
      return { status: 200, headers: { 'content-type': contentType, ...headers }, body: paced };
    } catch (error) {
      if (error instanceof RequestRefused) return errorReply(api.refused(error, scene.identity), headers);
      throw error;
    }
  }

  #apiOf({ dialect }: WireRequest): Api {
    const api = this.speaks.includes(dialect) ? APIS[dialect] : undefined;
    if (api !== undefined) return api;
    throw new Fault('unsupported_parameter', `${this.name} does not speak ${dialect}`);
  }

  #scene({ body }: WireRequest, { clock }: WireCall): Scene {
    const { seed, outputTokens } = this.config;
    const key = hash32(`${seed}:${Buffer.from(body).toString('latin1')}`);
    const created = Math.floor(clock.wall().getTime() / 1000);
    return {
      identity: { key: key.toString(16).padStart(8, '0'), created },
      model: {
        rng: seededRng(key),
        outputTokens,
        cachedTokens: (text) => this.#promptCache.cachedTokens(text),
      },
      seal: this.#seal,
      store: this.#store,
    };
  }
}

/** A reply that comes in one piece cannot fail in its midst: it fails as a whole. */
function errorModeOf(failure: FailureMode | undefined, stream: boolean): ErrorMode | undefined {
  if (failure === 'error_in_stream') return stream ? undefined : 'server_error';
  return failure !== undefined && isErrorMode(failure) ? failure : undefined;
}

function endingOf(failure: FailureMode | undefined, reply: Reply): Ending {
  if (failure === 'cut_stream' || failure === 'stall') return failure;
  return failure === 'error_in_stream' && 'breakage' in reply ? { lastWords: reply.breakage } : 'whole';
}

interface Plan {
  readonly contentType: string;
  /** When status and headers are due, ms since the request came. */
  readonly headersMs: number;
  readonly parts: readonly Part[];
}

function planParts(reply: Reply, { firstTokenMs, tokenMs }: Pace): Plan {
  if ('steps' in reply)
    return {
      contentType: 'text/event-stream; charset=utf-8',
      headersMs: 0,
      parts: reply.steps.map(({ token, text }) => ({ dueMs: firstTokenMs + token * tokenMs, text })),
    };
  const dueMs = firstTokenMs + Math.max(0, reply.tokens - 1) * tokenMs;
  const text = JSON.stringify(reply.json);
  return { contentType: 'application/json', headersMs: dueMs, parts: [{ dueMs, text }] };
}

function errorReply(
  { status, json, headers }: ErrorReply,
  common: Readonly<Record<string, string>>,
): WireReply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers, ...common },
    body: oneChunk(JSON.stringify(json)),
  };
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
