/**
 * From the third generation on, models always think, sign their calls, number them, and want the signatures back. A
 * model of any other name is taken for an earlier one.
 */
export function isThirdGeneration(model: string): boolean {
  return /gemini-[3-9]/.test(model);
}
