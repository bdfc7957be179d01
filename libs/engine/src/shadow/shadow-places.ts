/** Something under way that can be broken off. */
interface UnderWay {
  cancel(): void;
}

/**
 * Which copies are under way. They are known by route and pool, so that a reload lets no more of them go out than the
 * policy says.
 */
export class ShadowPlaces {
  /** The process ends: nothing more goes out. */
  stopped = false;
  readonly #taken = new Map<string, number>();
  readonly #copies = new Set<UnderWay>();

  /** @returns gives the place back; undefined when all `most` are taken */
  take(place: string, most: number): (() => void) | undefined {
    const taken = this.#taken.get(place) ?? 0;
    if (this.stopped || taken >= most) return undefined;
    this.#taken.set(place, taken + 1);
    return () => {
      const left = this.#taken.get(place)! - 1;
      if (left > 0) this.#taken.set(place, left);
      else this.#taken.delete(place);
    };
  }

  /** @returns it is under way no more */
  goesOut(copy: UnderWay): () => void {
    this.#copies.add(copy);
    return () => void this.#copies.delete(copy);
  }

  /** What is under way is broken off. */
  stop(): void {
    this.stopped = true;
    for (const copy of this.#copies) copy.cancel();
  }
}
