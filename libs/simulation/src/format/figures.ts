/** `1,234,567`. */
export function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** `1.23M`, for counts that nobody adds up. */
export function compact(value: number): string {
  const [size, unit] = (
    [
      [1e9, 'B'],
      [1e6, 'M'],
      [1e3, 'k'],
    ] as const
  ).find(([least]) => value >= least) ?? [1, ''];
  return `${+(value / size).toPrecision(3)}${unit}`;
}

/** `62.5%`. */
export function percentText(fraction: number, digits = 1): string {
  return `${+(fraction * 100).toFixed(digits)}%`;
}

/** `450 ms`, `1.2 s`, `3.5 min`. */
export function timeText(ms: number): string {
  if (ms < 1000) return `${+ms.toPrecision(3)} ms`;
  if (ms < 120_000) return `${+(ms / 1000).toPrecision(3)} s`;
  if (ms < 7_200_000) return `${+(ms / 60_000).toPrecision(3)} min`;
  return `${+(ms / 3_600_000).toPrecision(3)} h`;
}

/** `$1,234.56`. */
export function dollars(usd: number): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return `${usd < 0 ? '-' : ''}$${Math.abs(usd).toLocaleString('en-US', digits)}`;
}

/** The same of nano-dollars; below ten dollars with as many digits as tell something. */
export function usdText(nanoUsd: number): string {
  const usd = nanoUsd / 1e9;
  return Math.abs(usd) < 10 ? `$${+usd.toPrecision(3)}` : dollars(usd);
}
