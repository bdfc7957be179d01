import { DIALECTS, type Clock, type DialectName } from '@fairlead/plugin-sdk';
import { dialectOf, type Conversation, type Dialect, type RequestShape } from '@fairlead/dialects';
import type { Ingress } from '../ports.js';
import { ConversationReading } from './conversation-reading.js';
import { countingLane } from './counting-lane.js';
import { embeddingsLane } from './embeddings-lane.js';
import type { Lane } from './lane.js';
import { PassingLane } from './passing-lane.js';
import type { Translation } from './translation.js';
import { unspoken, type Unfit } from './unfit.js';

/** Finds the way between what the caller speaks and what a target speaks. Reads the request no further than it must. */
export class Interpreter {
  /** Asked for so far, and what was found: nearly always one. */
  readonly #asked: (readonly DialectName[])[] = [];
  readonly #lanes: (Lane | Unfit)[] = [];
  readonly #conversation: ConversationReading | undefined;

  constructor(
    readonly ingress: Ingress,
    readonly shape: RequestShape,
    clock: Clock,
  ) {
    const { codec } = ingress.dialect;
    this.#conversation = codec && new ConversationReading(ingress, shape, clock, codec);
  }

  /** The lane that loses least; the target's own order decides between equals. */
  laneTo(speaks: readonly DialectName[]): Lane | Unfit {
    const known = this.#lanes[this.#asked.indexOf(speaks)];
    if (known !== undefined) return known;
    const lane = this.#find(speaks);
    this.#asked.push(speaks);
    this.#lanes.push(lane);
    return lane;
  }

  conversation(): Conversation | undefined {
    return this.#conversation?.conversation();
  }

  /** For the other half of an answer in any dialect; undefined where the request has no way into one. */
  translationTo(dialect: Dialect): Translation | undefined {
    return this.#conversation?.translationTo(dialect);
  }

  #find(speaks: readonly DialectName[]): Lane | Unfit {
    const { dialect, body, call } = this.ingress;
    if (speaks.includes(dialect.name)) return new PassingLane(dialect, body, this.shape, call?.batch);
    let best: Lane | Unfit | undefined;
    for (const name of speaks) {
      const other = DIALECTS[name] === dialect.operation ? dialectOf(name) : undefined;
      const lane = other && this.#translation(other);
      if (lane !== undefined && (best === undefined || isBetter(lane, best))) best = lane;
    }
    return best ?? unspoken(dialect, speaks);
  }

  #translation(there: Dialect): Lane | Unfit | undefined {
    if (there.codec !== undefined) return this.#conversation?.laneTo(there, there.codec);
    return embeddingsLane(this.ingress, this.shape, there) ?? countingLane(this.ingress, this.shape, there);
  }
}

export function isLane(found: Lane | Unfit): found is Lane {
  return 'dialect' in found;
}

function isBetter(one: Lane | Unfit, other: Lane | Unfit): boolean {
  if (!isLane(one)) return false;
  return !isLane(other) || one.dropped.length < other.dropped.length;
}
