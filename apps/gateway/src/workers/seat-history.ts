/** Who lives as long has settled: what ended before is forgotten. */
export const SETTLED_MS = 30_000;
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 30_000;
/** So many short lives in a row are no accident. */
const MOST_SHORT_LIVES = 5;

/** How one seat fared, and when the next worker may take it. Pure: it is told how long each worker lived. */
export class SeatHistory {
  /** In a row. */
  #shortLives = 0;

  /**
   * @param livedMs undefined: it never got ready
   * @param settled whether another worker has settled, so that there is something to keep alive
   * @returns how long to wait before the next start; undefined: it is of no use
   */
  ended(livedMs: number | undefined, settled: boolean): number | undefined {
    if (livedMs !== undefined && livedMs >= SETTLED_MS) this.#shortLives = 0;
    this.#shortLives++;
    if (this.#shortLives >= MOST_SHORT_LIVES && !settled) return undefined;
    if (this.#shortLives === 1) return 0;
    return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (this.#shortLives - 2));
  }
}
