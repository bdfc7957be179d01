/** How much of a tier's limits is in use, over the targets that have one and are out of nothing but room. */
export class Utilisation {
  #inflight = 0;
  #limit = 0;

  add(inflight: number, limit: number | undefined): void {
    if (limit === undefined) return;
    this.#inflight += inflight;
    this.#limit += limit;
  }

  /** `58/64` when at least the share `spillAt` is in use; undefined below it, and where nothing has a limit. */
  reaches(spillAt: number): string | undefined {
    if (this.#limit === 0 || this.#inflight < spillAt * this.#limit) return undefined;
    return `${this.#inflight}/${this.#limit}`;
  }
}
