/** Numbers blocks over all choices of a stream. */
export interface BlockCounter {
  next: number;
}
