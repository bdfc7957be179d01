/** What is left of `value` after `elapsedMs` when half of it goes every `halfLifeMs`. */
export function halved(value: number, elapsedMs: number, halfLifeMs: number): number {
  return value * 2 ** (-elapsedMs / halfLifeMs);
}
