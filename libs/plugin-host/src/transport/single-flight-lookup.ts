import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';

type Answer = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/**
 * Name lookups block one of libuv's four threads each, and a resolver that does not answer blocks it for seconds. One
 * lookup per name at a time: a provider whose name hangs holds one thread, however many requests wait for it, and the
 * others' lookups go on.
 */
export function singleFlightLookup(lookup: typeof systemLookup = systemLookup): LookupFunction {
  const waiting = new Map<string, Answer[]>();
  return (hostname: string, options: LookupOptions, answer: Answer) => {
    const key = `${hostname} ${String(options.family ?? 0)} ${String(options.all ?? false)} ${options.hints ?? 0}`;
    const others = waiting.get(key);
    if (others !== undefined) {
      others.push(answer);
      return;
    }
    const all = [answer];
    waiting.set(key, all);
    lookup(
      hostname,
      options,
      (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => {
        waiting.delete(key);
        for (const each of all) each(error, address, family);
      },
    );
  };
}
