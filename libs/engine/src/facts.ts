import type { Capability, Operation, RequestFacts } from '@fairlead/plugin-sdk';
import type { RouteFacts } from '@fairlead/policy';

/** Facts with needs that are looked for when somebody first asks: that takes reading the whole conversation. */
export class LazyFacts implements RequestFacts {
  declare readonly operation: Operation;
  declare readonly model: string;
  declare readonly stream: boolean;
  declare readonly promptTokens: number;
  declare readonly labels: Readonly<Record<string, string>>;
  declare readonly maxOutputTokens?: number;
  declare readonly tenant?: string;
  readonly #look: () => readonly Capability[];
  #found: readonly Capability[] | undefined;

  constructor(plain: Omit<RequestFacts, 'capabilities'>, look: () => readonly Capability[]) {
    Object.assign(this, plain);
    this.#look = look;
  }

  get capabilities(): readonly Capability[] {
    return (this.#found ??= this.#look());
  }

  /** What is known by now, as a value that does not hold on to the request. */
  plain(): RequestFacts {
    return { ...(this as RequestFacts), ...(this.#found && { capabilities: this.#found }) };
  }
}

/** What conditions, scopes and keys are asked about. Counting goes where the conversation would go. */
export class AskedFacts implements RouteFacts {
  declare readonly model: string;
  declare readonly stream: boolean;
  declare readonly promptTokens: number;
  declare readonly labels: Readonly<Record<string, string>>;
  declare readonly maxOutputTokens?: number;
  declare readonly tenant?: string;
  readonly operation: Operation;
  readonly headers: RouteFacts['headers'];
  readonly direct: boolean;
  readonly #facts: LazyFacts;

  constructor(facts: LazyFacts, headers: RouteFacts['headers'], direct: boolean) {
    Object.assign(this, facts);
    this.operation = facts.operation === 'count_tokens' ? 'chat' : facts.operation;
    this.headers = headers;
    this.direct = direct;
    this.#facts = facts;
  }

  get capabilities(): readonly Capability[] {
    return this.#facts.capabilities;
  }
}
