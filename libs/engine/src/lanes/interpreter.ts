import { DIALECTS, hash32, isConversationDialect, type Clock, type DialectName } from '@fairlead/plugin-sdk';
import {
  dialectOf,
  readJsonObject,
  RequestFeatures,
  requestLosses,
  type Conversation,
  type Decoded,
  type Dialect,
  type DialectError,
  type EncodingContext,
  type RequestShape,
} from '@fairlead/dialects';
import type { Ingress } from '../ports.js';
import type { Lane } from './lane.js';
import { PassingLane } from './passing-lane.js';
import { TranslatingLane } from './translating-lane.js';

/** No dialect of a target can express the request. */
export interface Unfit {
  /** For the decision's record: `capability:logit_bias`. */
  readonly reason: string;
  /** What the caller is told where no other target can either. */
  readonly refusal: DialectError;
}

/** Finds the way between what the caller speaks and what a target speaks. Reads the request no further than it must. */
export class Interpreter {
  readonly #lanes = new Map<readonly DialectName[], Lane | Unfit>();
  #decoded: Decoded<EncodingContext> | undefined;
  #features: RequestFeatures | undefined;

  constructor(
    readonly ingress: Ingress,
    readonly shape: RequestShape,
    readonly clock: Clock,
  ) {}

  /** The lane that loses least; the target's own order decides between equals. */
  laneTo(speaks: readonly DialectName[]): Lane | Unfit {
    let lane = this.#lanes.get(speaks);
    if (lane === undefined) this.#lanes.set(speaks, (lane = this.#find(speaks)));
    return lane;
  }

  #find(speaks: readonly DialectName[]): Lane | Unfit {
    const { dialect, body } = this.ingress;
    if (speaks.includes(dialect.name)) return new PassingLane(dialect, body, this.shape);
    let best: Lane | Unfit | undefined;
    for (const name of speaks) {
      const other = DIALECTS[name] === dialect.operation ? dialectOf(name) : undefined;
      if (other === undefined) continue;
      const lane = this.#translation(other);
      if (lane === undefined) continue;
      if (best === undefined || isBetter(lane, best)) best = lane;
    }
    return best ?? unspoken(dialect, speaks);
  }

  #translation(there: Dialect): Lane | Unfit | undefined {
    const here = this.ingress.dialect;
    if (here.codec === undefined || there.codec === undefined || !isConversationDialect(here.name))
      return undefined;
    const decoded = (this.#decoded ??= this.#decode());
    if (!decoded.ok) return undecodable(decoded.message, decoded.param);
    const { conversation } = decoded.value;
    this.#features ??= new RequestFeatures(conversation, here.name);
    const own = Object.keys(conversation.extras?.[here.name] ?? {});
    const { refused, dropped } = requestLosses(
      this.#features,
      here.codec.carriage,
      there.codec.carriage,
      own,
    );
    const [first] = refused;
    if (first !== undefined) return inexpressible(first, there.name);
    return new TranslatingLane(there, there.codec, here.codec, decoded.value, dropped);
  }

  #decode(): Decoded<EncodingContext> {
    const { dialect, body, requestId } = this.ingress;
    const request = readJsonObject(body) ?? {};
    const decoded: Decoded<Conversation> = dialect.codec!.decodeRequest(request, this.shape);
    if (!decoded.ok) return decoded;
    const seed = [0, 1, 2, 3].map((part) => hex8(hash32(`${requestId}:${part}`))).join('');
    const nowS = Math.floor(this.clock.wall().getTime() / 1000);
    return { ok: true, value: { seed, nowS, conversation: decoded.value, request } };
  }
}

export function isLane(found: Lane | Unfit): found is Lane {
  return 'dialect' in found;
}

function isBetter(one: Lane | Unfit, other: Lane | Unfit): boolean {
  if (!isLane(one)) return false;
  return !isLane(other) || one.dropped.length < other.dropped.length;
}

function inexpressible({ field, why }: { field: string; why: string }, there: DialectName): Unfit {
  const message = `${field} cannot be expressed in ${there}, the dialect of the targets of this route: ${why}`;
  return {
    reason: `capability:${field}`,
    refusal: { status: 400, message, param: field, code: 'unsupported_by_target' },
  };
}

function undecodable(message: string, param: string): Unfit {
  return {
    reason: `capability:${param}`,
    refusal: { status: 400, message, param, code: 'invalid_value' },
  };
}

function unspoken({ name, operation }: Dialect, speaks: readonly DialectName[]): Unfit {
  const spoken = speaks.filter((other) => DIALECTS[other] === operation);
  const message = `No target of this route speaks ${name}, and it cannot be translated into ${spoken.join(' or ') || 'what they speak'}.`;
  return { reason: `capability:${name}`, refusal: { status: 400, message, code: 'unsupported_by_target' } };
}

function hex8(number: number): string {
  return (number >>> 0).toString(16).padStart(8, '0');
}
