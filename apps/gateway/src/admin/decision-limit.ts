const USUAL = 50;

/** How many decisions a query asks for. */
export function decisionLimit(text: string | null | undefined): number {
  return Math.max(1, Number(text) || USUAL);
}
