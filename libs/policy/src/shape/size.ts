const UNIT_BYTES: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

export const SIZE_PATTERN = /^(\d+(?:\.\d+)?)(B|KiB|MiB|GiB)$/;

/** `32MiB` → 33554432; undefined when the text is no size. */
export function parseSizeBytes(text: string): number | undefined {
  const parts = SIZE_PATTERN.exec(text);
  return parts === null ? undefined : Math.round(Number(parts[1]) * UNIT_BYTES[parts[2]!]!);
}

/** 33554432 → `32MiB`: the largest unit that needs no fraction. */
export function formatSize(bytes: number): string {
  const [unit, size] = Object.entries(UNIT_BYTES).findLast(
    ([, size]) => bytes >= size && bytes % size === 0,
  ) ?? ['B', 1];
  return `${bytes / size}${unit}`;
}
