/** Real providers keep replies for weeks; here the last ones are kept, as long as the provider lives. */
const MAX_REPLIES = 1000;

/** A reply that a later request may go on from. */
export interface KeptReply {
  /** The text of the conversation up to and including the reply. */
  readonly text: string;
  /** Ids of the calls that wait for a tool's answer. */
  readonly openCalls: readonly string[];
  /** Ids of all items, which a later request may name. */
  readonly itemIds: readonly string[];
}

/** The replies that were given lately, by id. */
export class ReplyStore {
  readonly #replies = new Map<string, KeptReply>();

  keep(id: string, reply: KeptReply): void {
    this.#replies.delete(id);
    this.#replies.set(id, reply);
    const oldest = this.#replies.size > MAX_REPLIES ? this.#replies.keys().next() : undefined;
    if (oldest?.done === false) this.#replies.delete(oldest.value);
  }

  find(id: string): KeptReply | undefined {
    return this.#replies.get(id);
  }

  /** Whether an item of a kept reply has this id. */
  knowsItem(id: string): boolean {
    return [...this.#replies.values()].some(({ itemIds }) => itemIds.includes(id));
  }
}
