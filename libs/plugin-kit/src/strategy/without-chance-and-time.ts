/** What a strategy has no business with; its context has chance and time that can be played again. */
const TRAPS: readonly (readonly [name: string, holder: object, key: string])[] = [
  ['Math.random()', Math, 'random'],
  ['Date.now()', Date, 'now'],
  ['performance.now()', performance, 'now'],
  ['setTimeout()', globalThis, 'setTimeout'],
  ['crypto.randomUUID()', crypto, 'randomUUID'],
  ['crypto.getRandomValues()', crypto, 'getRandomValues'],
];

/** @returns which of them were called while `run` ran, each once */
export function withoutChanceAndTime(run: () => void): string[] {
  const called = new Set<string>();
  const restore = TRAPS.map(([name, holder, key]) => {
    const own = Object.getOwnPropertyDescriptor(holder, key);
    const real = Reflect.get(holder, key) as (...args: readonly unknown[]) => unknown;
    Object.defineProperty(holder, key, {
      configurable: true,
      writable: true,
      value(...args: readonly unknown[]) {
        called.add(name);
        return real.apply(holder, args as unknown[]);
      },
    });
    return () => {
      if (own === undefined) Reflect.deleteProperty(holder, key);
      else Object.defineProperty(holder, key, own);
    };
  });
  try {
    run();
  } finally {
    for (const undo of restore) undo();
  }
  return [...called];
}
