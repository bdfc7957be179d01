/** An attempt that can be told that there is no more time. */
interface UnderWay {
  expire(): void;
}

/** The end of the process: attempts under way end at once, and their callers are told so in the words of their dialect. */
export class ClosingTime {
  #come = false;
  readonly #underWay = new Set<UnderWay>();

  /** @returns it is under way no more */
  watch(attempt: UnderWay): () => void {
    this.#underWay.add(attempt);
    if (this.#come) attempt.expire();
    return () => void this.#underWay.delete(attempt);
  }

  call(): void {
    this.#come = true;
    for (const attempt of this.#underWay) attempt.expire();
  }
}
