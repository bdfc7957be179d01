import { hash32, type Clock, type ConversationDialect } from '@fairlead/plugin-sdk';
import {
  readJsonObject,
  RequestFeatures,
  requestLosses,
  type Codec,
  type Conversation,
  type Decoded,
  type Dialect,
  type EncodingContext,
  type RequestShape,
} from '@fairlead/dialects';
import type { Ingress } from '../ports.js';
import type { Lane } from './lane.js';
import { TranslatingLane } from './translating-lane.js';
import type { Translation } from './translation.js';
import { inexpressible, undecodable, type Unfit } from './unfit.js';

/** A conversation's request, decoded when someone first asks, and once for all. */
export class ConversationReading {
  #decoded: Decoded<EncodingContext> | undefined;
  #features: RequestFeatures | undefined;

  constructor(
    readonly ingress: Ingress,
    readonly shape: RequestShape,
    readonly clock: Clock,
    readonly here: Codec,
  ) {}

  laneTo(dialect: Dialect, there: Codec): Lane | Unfit {
    const decoded = (this.#decoded ??= this.#decode());
    if (!decoded.ok) return undecodable(decoded.message, decoded.param);
    const { conversation } = decoded.value;
    const own = this.ingress.dialect.name as ConversationDialect;
    this.#features ??= new RequestFeatures(conversation, own);
    const extras = Object.entries(conversation.extras?.[own] ?? {});
    const fields = extras.filter(([, value]) => value !== null).map(([name]) => name);
    const { refused, dropped } = requestLosses(this.#features, this.here.carriage, there.carriage, fields);
    const [first] = refused;
    if (first !== undefined) return inexpressible(first, dialect.name);
    return new TranslatingLane({ dialect, there, here: this.here, context: decoded.value }, dropped);
  }

  /** Undefined where the request cannot be decoded. */
  conversation(): Conversation | undefined {
    const decoded = (this.#decoded ??= this.#decode());
    return decoded.ok ? decoded.value.conversation : undefined;
  }

  /** Undefined where the request cannot be decoded, or the dialect has no way into the intermediate form. */
  translationTo(dialect: Dialect): Translation | undefined {
    const decoded = (this.#decoded ??= this.#decode());
    const there = dialect.codec;
    return decoded.ok && there ? { dialect, there, here: this.here, context: decoded.value } : undefined;
  }

  #decode(): Decoded<EncodingContext> {
    const { body, requestId } = this.ingress;
    const request = readJsonObject(body) ?? {};
    const decoded = this.here.decodeRequest(request, this.shape);
    if (!decoded.ok) return decoded;
    const seed = [0, 1, 2, 3].map((part) => hex8(hash32(`${requestId}:${part}`))).join('');
    const nowS = Math.floor(this.clock.wall().getTime() / 1000);
    return { ok: true, value: { seed, nowS, conversation: decoded.value, request } };
  }
}

function hex8(number: number): string {
  return (number >>> 0).toString(16).padStart(8, '0');
}
