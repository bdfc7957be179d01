import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const PATIENCE_MS = 1000;

/**
 * Gives back what only the start needed: it leaves a third of the process to garbage, which V8 keeps for whatever comes.
 * A full collection stands in everybody's way for a tenth of a second, so it is left out where somebody is there already.
 */
export function giveBackStartupMemory(busy: () => boolean): void {
  setTimeout(() => !busy() && collectGarbage(), PATIENCE_MS).unref();
}

/** Without `--expose-gc` on the command line, which whoever starts the gateway would have to know of. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as (how: object) => void;
  setFlagsFromString('--no-expose-gc');
  gc({ type: 'major', flavor: 'last-resort' });
}
