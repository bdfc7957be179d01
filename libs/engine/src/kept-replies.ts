import type { TargetId } from '@fairlead/plugin-sdk';

/** Beyond this the oldest are forgotten; an entry is about 200 bytes. */
const MAX_KEPT = 100_000;

/**
 * Which target keeps which reply: a request that goes on from one can only be answered there. Providers keep replies
 * for days, this memory lasts as long as the process.
 */
export class KeptReplies {
  readonly #targets = new Map<string, TargetId>();

  remember(replyId: string, target: TargetId): void {
    this.#targets.delete(replyId);
    this.#targets.set(replyId, target);
    if (this.#targets.size <= MAX_KEPT) return;
    const [oldest] = this.#targets.keys();
    this.#targets.delete(oldest!);
  }

  find(replyId: string): TargetId | undefined {
    return this.#targets.get(replyId);
  }
}
