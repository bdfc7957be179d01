/**
 * Counts who still holds on to what. A generation of the configuration is held by every exchange that began on it, and
 * is only taken apart when the last of them has let go.
 */
export class Pins<Held extends object> {
  readonly #counts = new Map<Held, number>();
  readonly #waiting = new Map<Held, (() => void)[]>();

  /** One more holder; each must `release`. */
  pin(held: Held): Held {
    this.#counts.set(held, (this.#counts.get(held) ?? 0) + 1);
    return held;
  }

  release(held: Held): void {
    const left = (this.#counts.get(held) ?? 0) - 1;
    if (left > 0) {
      this.#counts.set(held, left);
      return;
    }
    this.#counts.delete(held);
    const waiting = this.#waiting.get(held) ?? [];
    this.#waiting.delete(held);
    for (const resolve of waiting) resolve();
  }

  /** Resolves when nobody holds it. It must not be handed out any more, or it may be held again. */
  whenFree(held: Held): Promise<void> {
    if (!this.#counts.has(held)) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.set(held, [...(this.#waiting.get(held) ?? []), resolve]);
    });
  }
}
