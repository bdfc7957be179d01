import {
  hash32,
  seededRng,
  type Operation,
  type Provider,
  type Rng,
  type WireCall,
  type WireReply,
  type WireRequest,
} from '@fairlead/plugin-sdk';
import { readChatRequest } from './chat-request.js';
import { planFailures } from './failure-plan.js';
import { isMap, type JsonMap } from './json-map.js';
import { drawPace, type Pace } from './pace.js';
import { pacedBody, type Part } from './paced-body.js';
import { pause } from './pause.js';
import { answerChat } from './reply/chat-answer.js';
import { chatEvents } from './reply/chat-events.js';
import { chatJson } from './reply/chat-json.js';
import { embeddingsJson } from './reply/embeddings-json.js';
import { errorReply, isErrorMode, refusedReply } from './reply/error-reply.js';
import { RequestBucket } from './request-bucket.js';
import { RequestRefused } from './request-refused.js';
import type { SimulatorConfig } from './simulator-config.js';

/** A provider that makes its answers up: the same request, the same words. */
export class SimulatedProvider implements Provider {
  readonly #failureOf: ReturnType<typeof planFailures>;
  readonly #bucket: RequestBucket | undefined;
  #requests = 0;

  /** @throws Error when the script is wrong */
  constructor(
    private readonly name: string,
    private readonly config: SimulatorConfig,
  ) {
    const { requestsPerMinute } = config;
    this.#failureOf = planFailures(config);
    this.#bucket = requestsPerMinute === undefined ? undefined : new RequestBucket(requestsPerMinute);
  }

  address(operation: Operation): string {
    return `local://${this.name}/${operation}`;
  }

  async respond(request: WireRequest, call: WireCall): Promise<WireReply> {
    call.signal.throwIfAborted();
    const ordinal = ++this.#requests;
    const startMs = call.clock.now();
    const limit = this.#bucket?.take(startMs);
    const headers = { 'x-fairlead-simulated': 'true', ...limit?.headers };
    const failure = limit?.allowed === false ? 'rate_limited' : this.#failureOf(ordinal);
    if (failure !== undefined && isErrorMode(failure)) return errorReply(failure, headers);
    try {
      const pace = drawPace(this.config, seededRng(hash32(`${this.config.seed}:pace:${ordinal}`)));
      const { contentType, headersMs, parts } = this.#plan(request, pace, call);
      await pause(headersMs, call);
      const body = pacedBody(parts, failure ?? 'whole', startMs, call);
      return { status: 200, headers: { 'content-type': contentType, ...headers }, body };
    } catch (error) {
      if (error instanceof RequestRefused) return refusedReply(error, headers);
      throw error;
    }
  }

  #plan({ operation, model, body }: WireRequest, pace: Pace, { clock }: WireCall): ReplyPlan {
    const json = readJson(body);
    if (operation === 'embeddings') return atOnce(embeddingsJson(json, model), pace.firstTokenMs);
    const key = hash32(`${this.config.seed}:${Buffer.from(body).toString('latin1')}`);
    const rng: Rng = seededRng(key);
    const request = readChatRequest(json, model);
    const answer = answerChat(request, rng, this.config.outputTokens);
    const created = Math.floor(clock.wall().getTime() / 1000);
    const identity = { key: key.toString(16).padStart(8, '0'), created, model };
    const lastMs = pace.firstTokenMs + Math.max(0, answer.tokens.length - 1) * pace.tokenMs;
    if (!request.stream) return atOnce(chatJson(answer, identity), lastMs);
    const { head, tokens, tail } = chatEvents(answer, identity, request.includeUsage);
    return {
      contentType: 'text/event-stream; charset=utf-8',
      headersMs: 0,
      parts: [
        { dueMs: pace.firstTokenMs, text: head },
        ...tokens.map((text, index) => ({ dueMs: pace.firstTokenMs + index * pace.tokenMs, text })),
        { dueMs: lastMs, text: tail },
      ],
    };
  }
}

interface ReplyPlan {
  readonly contentType: string;
  /** When status and headers are due, ms since the request came. */
  readonly headersMs: number;
  readonly parts: readonly Part[];
}

function atOnce(json: string, dueMs: number): ReplyPlan {
  return { contentType: 'application/json', headersMs: dueMs, parts: [{ dueMs, text: json }] };
}

function readJson(body: Uint8Array): JsonMap {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(body));
  } catch {
    json = undefined;
  }
  if (isMap(json)) return json;
  throw new RequestRefused('body', 'must be a JSON object', 'invalid_json');
}
