/** The calls of a conversation so far: results say whose they are, and not all say of which tool. */
export class CallNames {
  readonly #byId = new Map<string, string>();
  /** How many calls of the deprecated kind each function has had. */
  readonly #singles = new Map<string, number>();

  add(id: string, name: string): void {
    this.#byId.set(id, name);
  }

  nameOf(id: string): string | undefined {
    return this.#byId.get(id);
  }

  /** Calls of the deprecated kind have no id: there is one a turn, and its result names the function. */
  nextSingle(name: string): string {
    this.#singles.set(name, (this.#singles.get(name) ?? 0) + 1);
    return this.lastSingle(name);
  }

  lastSingle(name: string): string {
    const count = this.#singles.get(name) ?? 0;
    return count > 1 ? `${functionCallId(name)}_${count}` : functionCallId(name);
  }
}

/** Of the only call in an answer. */
export function functionCallId(name: string): string {
  return `function_${name}`;
}

/** Ids that fit into the 40 characters that some dialects allow have room for so much of the answer's. */
const MAX_SCOPE = 24;

/**
 * For a call without an id.
 *
 * @param replyId makes it unique in the conversation
 * @param number makes it unique in the answer
 */
export function madeUpCallId(replyId: string, number: number): string {
  return `call_${replyId.replace(/\W/g, '').slice(-MAX_SCOPE)}_${number}`;
}
