import { runInThisContext } from 'node:vm';

const DISPATCHER = Symbol.for('undici.globalDispatcher.1');

/**
 * A client that sets timeouts of its own looks for the runtime's HTTP dispatcher among the globals. Jest gives each
 * spec its own globals, and the dispatcher is not among them: this puts it there.
 */
export function lendHttpDispatcher(): void {
  // The runtime makes it when it first needs it.
  runInThisContext('new Headers()');
  const runtime = runInThisContext('globalThis') as Readonly<Record<symbol, unknown>>;
  Object.assign(globalThis, { [DISPATCHER]: runtime[DISPATCHER] });
}
