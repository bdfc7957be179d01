/** Those of an `import` in Node. */
const CONDITIONS: readonly string[] = ['node', 'import', 'module-sync', 'node-addons', 'default'];

/** The file of `exports["."]` under this process's conditions, in the order in which the package lists them. */
export function exportedEntry(exports: unknown): string | undefined {
  return entryOf(exports, [...CONDITIONS, ...activeConditions()]);
}

function entryOf(value: unknown, conditions: readonly string[]): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return first(value, conditions);
  const map = value as Record<string, unknown>;
  if ('.' in map) return entryOf(map['.'], conditions);
  const wanted = Object.keys(map).filter((key) => conditions.includes(key));
  return first(
    wanted.map((key) => map[key]),
    conditions,
  );
}

function first(values: readonly unknown[], conditions: readonly string[]): string | undefined {
  for (const value of values) {
    const entry = entryOf(value, conditions);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** `--conditions=name` of this process, so that a plugin is found in the same form as everything else. */
function activeConditions(): string[] {
  const words = [...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/)];
  return words.flatMap((word, i) => {
    const inline = /^(?:--conditions|-C)=(.+)$/.exec(word)?.[1];
    if (inline !== undefined) return [inline];
    return word === '--conditions' || word === '-C' ? [words[i + 1] ?? ''] : [];
  });
}
