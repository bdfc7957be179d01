import type { Capability, ConversationDialect, TargetId } from '@fairlead/plugin-sdk';
import {
  estimateTokens,
  neededCapabilities,
  readJsonObject,
  requestTies,
  type Conversation,
  type Dialect,
  type DialectError,
  type RequestShape,
  type RequestTie,
} from '@fairlead/dialects';
import type { DecisionRecord, TargetInfo } from '@fairlead/routing';
import type { EngineState } from './engine-state.js';
import { Interpreter, isLane } from './lanes/interpreter.js';
import type { Lane } from './lanes/lane.js';
import type { Translation } from './lanes/translation.js';
import type { Generation, Ingress } from './ports.js';

/** Which targets can answer a request at all: who speaks what it says, and who keeps what it goes on from. */
export class Fitness {
  readonly #interpreter: Interpreter;
  readonly #previousReplyId: string | undefined;
  readonly #keeper: TargetInfo | undefined;

  constructor(
    { clock, keptReplies }: EngineState,
    readonly generation: Generation,
    readonly ingress: Ingress,
    readonly shape: RequestShape,
  ) {
    this.#interpreter = new Interpreter(ingress, shape, clock);
    this.#previousReplyId = shape.previousReplyId;
    const keeper = shape.previousReplyId && keptReplies.find(shape.previousReplyId);
    this.#keeper = keeper ? generation.targets.get(keeper) : undefined;
  }

  /** Why a target can never answer it; undefined when it can. */
  unfit(info: TargetInfo): string | undefined {
    // Who holds the account holds the reply, whatever the model.
    if (this.#keeper !== undefined && this.#keeper.scopes.credential !== info.scopes.credential)
      return `bound:${this.#keeper.id}`;
    const lane = this.#interpreter.laneTo(info.speaks);
    return isLane(lane) ? undefined : lane.reason;
  }

  /** What the request cannot do without, as far as it shows. */
  readonly needs = (): readonly Capability[] => {
    if (this.shape.capabilities !== undefined) return this.shape.capabilities;
    const conversation = this.conversation();
    return conversation === undefined ? [] : neededCapabilities(conversation);
  };

  /** What makes the request more than a question. */
  ties(): ReadonlySet<RequestTie | 'unreadable'> {
    const { dialect } = this.ingress;
    if (dialect.codec === undefined) return new Set();
    const conversation = this.conversation();
    if (conversation === undefined) return new Set(['unreadable']);
    return requestTies(conversation, this.shape, dialect.name as ConversationDialect, dialect.codec);
  }

  /** Read to its end; undefined where it is none, or cannot be understood. */
  conversation(): Conversation | undefined {
    return this.#interpreter.conversation();
  }

  /** For the other half of an answer; undefined where the request has no way into the dialect. */
  translationTo(dialect: Dialect): Translation | undefined {
    return this.#interpreter.translationTo(dialect);
  }

  /** @throws Error for a target that is unfit */
  lane({ id, speaks }: TargetInfo): Lane {
    const lane = this.#interpreter.laneTo(speaks);
    if (isLane(lane)) return lane;
    throw new Error(`${id} was chosen for a request that it cannot express: ${lane.reason}`);
  }

  /** For a question about tokens that no target can answer: a guess. Undefined for any other request. */
  estimate(): number | undefined {
    const { dialect, body } = this.ingress;
    const decoded = dialect.counting?.decodeRequest(readJsonObject(body) ?? {}, this.shape);
    return decoded?.ok ? estimateTokens(decoded.value) : undefined;
  }

  /** What to tell the caller where the request stands in its own way at every target; undefined where it does not. */
  refusal({ candidates }: DecisionRecord): DialectError | undefined {
    if (candidates.length === 0) return undefined;
    const reasons = candidates.map(({ excluded }) => excluded ?? '');
    if (reasons.every((reason) => reason.startsWith('bound:'))) return this.#unreachable();
    if (!reasons.every((reason) => /^(?:capability|bound):/.test(reason))) return undefined;
    return candidates.map(({ id }) => this.#refusalOf(id)).find((refusal) => refusal !== undefined);
  }

  #refusalOf(id: TargetId): DialectError | undefined {
    const info = this.generation.targets.get(id);
    const lane = info && this.#interpreter.laneTo(info.speaks);
    return lane === undefined || isLane(lane) ? undefined : lane.refusal;
  }

  #unreachable(): DialectError {
    return {
      status: 400,
      message: `${this.#previousReplyId} is kept by ${this.#keeper!.id}, and this route has no target with its account.`,
      param: 'previous_response_id',
      code: 'previous_response_not_found',
    };
  }
}
