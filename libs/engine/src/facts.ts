import type { Capability, Operation, RequestFacts } from '@fairlead/plugin-sdk';
import type { RouteFacts } from '@fairlead/policy';

interface PlainFacts extends Omit<RequestFacts, 'capabilities' | 'maxOutputTokens' | 'tenant'> {
  readonly maxOutputTokens: number | undefined;
  readonly tenant: string | undefined;
}

/** Facts with needs that are looked for when somebody first asks: that takes reading the whole conversation. */
export class LazyFacts implements RequestFacts {
  readonly operation: Operation;
  readonly model: string;
  readonly stream: boolean;
  readonly promptTokens: number;
  readonly labels: Readonly<Record<string, string>>;
  declare readonly maxOutputTokens?: number;
  declare readonly tenant?: string;
  readonly #look: () => readonly Capability[];
  #found: readonly Capability[] | undefined;

  constructor(plain: PlainFacts, look: () => readonly Capability[]) {
    this.operation = plain.operation;
    this.model = plain.model;
    this.stream = plain.stream;
    this.promptTokens = plain.promptTokens;
    this.labels = plain.labels;
    // Conditions ask whether they are there.
    if (plain.maxOutputTokens !== undefined) this.maxOutputTokens = plain.maxOutputTokens;
    if (plain.tenant !== undefined) this.tenant = plain.tenant;
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
  readonly operation: Operation;
  readonly model: string;
  readonly stream: boolean;
  readonly promptTokens: number;
  readonly labels: Readonly<Record<string, string>>;
  declare readonly maxOutputTokens?: number;
  declare readonly tenant?: string;
  readonly headers: RouteFacts['headers'];
  readonly direct: boolean;
  readonly #facts: LazyFacts;

  constructor(facts: LazyFacts, headers: RouteFacts['headers'], direct: boolean) {
    this.operation = facts.operation === 'count_tokens' ? 'chat' : facts.operation;
    this.model = facts.model;
    this.stream = facts.stream;
    this.promptTokens = facts.promptTokens;
    this.labels = facts.labels;
    if (facts.maxOutputTokens !== undefined) this.maxOutputTokens = facts.maxOutputTokens;
    if (facts.tenant !== undefined) this.tenant = facts.tenant;
    this.headers = headers;
    this.direct = direct;
    this.#facts = facts;
  }

  get capabilities(): readonly Capability[] {
    return this.#facts.capabilities;
  }
}
