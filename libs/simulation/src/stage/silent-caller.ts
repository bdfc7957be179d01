import type { ClientPort } from '@fairlead/engine';

/** A caller that stays, reads at once, and whose answer nobody looks at: the report of the exchange says it all. */
export const silentCaller: ClientPort = {
  start: () => undefined,
  write: () => true,
  end: () => undefined,
  abort: () => undefined,
  onDrain: () => undefined,
  onGone: () => undefined,
};
