/** What a strategy has no business with; its context has chance and time that can be played again. */
const TRAPS: readonly (readonly [name: string, holder: object, key: string])[] = [
  ['Math.random()', Math, 'random'],
  ['Date.now()', Date, 'now'],
  ['performance.now()', performance, 'now'],
  ['process.hrtime()', process, 'hrtime'],
  ['setTimeout()', globalThis, 'setTimeout'],
  ['setInterval()', globalThis, 'setInterval'],
  ['setImmediate()', globalThis, 'setImmediate'],
  ['crypto.randomUUID()', crypto, 'randomUUID'],
  ['crypto.getRandomValues()', crypto, 'getRandomValues'],
];

/** @returns which of them were called while `run` ran, each once */
export function withoutChanceAndTime(run: () => void): string[] {
  const called = new Set<string>();
  const restore = [
    ...TRAPS.map(([name, holder, key]) => trapped(holder, key, () => called.add(name))),
    trappedDate(() => called.add('new Date()')),
  ];
  try {
    run();
  } finally {
    for (const undo of restore) undo();
  }
  return [...called];
}

/** It still does what it did. */
function trapped(holder: object, key: string, onCall: () => void): () => void {
  const real = Reflect.get(holder, key) as object;
  const apply = (target: object, _self: unknown, args: unknown[]): unknown => {
    onCall();
    return Reflect.apply(target as () => unknown, holder, args);
  };
  return replaced(holder, key, new Proxy(real, { apply }));
}

/** A date of given numbers is arithmetic; one of nothing asks for the time. */
function trappedDate(onCall: () => void): () => void {
  const noted = <Result>(args: unknown[], run: () => Result): Result => {
    if (args.length === 0) onCall();
    return run();
  };
  const date = new Proxy(Date, {
    construct: (target, args, self) => noted(args, () => Reflect.construct(target, args, self) as object),
    apply: (target, self, args) => noted([], () => Reflect.apply(target, self, args) as unknown),
  });
  return replaced(globalThis, 'Date', date);
}

function replaced(holder: object, key: string, value: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(holder, key);
  Object.defineProperty(holder, key, { configurable: true, writable: true, value });
  return () => {
    if (own === undefined) Reflect.deleteProperty(holder, key);
    else Object.defineProperty(holder, key, own);
  };
}
