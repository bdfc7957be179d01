const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, M: 1e6, B: 1e9 };

/** `650M` → 650,000,000; undefined for what is no count of tokens. */
export function parseTokenCount(text: string): number | undefined {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*([kMB]?)$/.exec(text.trim()) ?? [];
  return digits === undefined ? undefined : Math.round(Number(digits) * UNITS[unit!]!);
}
