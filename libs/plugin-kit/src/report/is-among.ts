/** Whether a case is one of those that `only` names: itself, or all whose code begins so, word by word. */
export function isAmong(code: string, only: string): boolean {
  return only === '' || `${code}.`.startsWith(`${only}.`);
}
