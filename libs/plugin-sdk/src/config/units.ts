const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** What `parseDurationMs` reads, for schemas. */
export const DURATION_PATTERN = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/;
/** What `parsePercent` reads, for schemas. */
export const PERCENT_PATTERN = /^\d+(?:\.\d+)?%$/;

/** `1h30m` → 5400000; undefined when the text is no duration. A number without a unit is none. */
export function parseDurationMs(text: string): number | undefined {
  if (!DURATION_PATTERN.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g))
    total += Number(amount) * UNIT_MS[unit!]!;
  return total;
}

/** `12.5%` → 0.125; undefined when the text is no percentage. */
export function parsePercent(text: string): number | undefined {
  return PERCENT_PATTERN.test(text) ? Number(text.slice(0, -1)) / 100 : undefined;
}

/** 90000 → `90s`: the largest unit that needs no fraction. */
export function formatDuration(ms: number): string {
  const [unit, size] = Object.entries(UNIT_MS).findLast(([, size]) => ms >= size && ms % size === 0) ?? [
    'ms',
    1,
  ];
  return `${ms / size}${unit}`;
}

/** 0.07 → `7%`, without the noise of binary fractions. */
export function formatPercent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(12))}%`;
}
