const STREAMS = [process.stdout, process.stderr] as const;
const CONSOLE = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;

/** All that is written to this process's output, or to its console, while it runs; it is written all the same. */
export async function heardDuring(run: () => Promise<void>): Promise<string> {
  const heard: string[] = [];
  const undo = [
    ...STREAMS.map((stream) => tapped(stream, 'write', heard)),
    ...CONSOLE.map((level) => tapped(console, level, heard)),
  ];
  try {
    await run();
  } finally {
    for (const untap of undo) untap();
  }
  return heard.join('\n');
}

function tapped<Key extends string>(
  holder: Record<Key, (...args: never[]) => unknown>,
  key: Key,
  heard: string[],
): () => void {
  const real = holder[key];
  const listening = (...args: never[]): unknown => {
    heard.push(args.map(shown).join(' '));
    return real.apply(holder, args);
  };
  holder[key] = listening as (typeof holder)[Key];
  return () => {
    holder[key] = real;
  };
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (value instanceof Error) return `${value.stack ?? value.message}`;
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}
