import type { Encounter } from '../stage/encounter.js';
import type { AttemptOutcome } from '../syntax/values.js';

/** What an attempt meets, as a file says it. */
export interface BehaviourSyntax {
  readonly outcome?: AttemptOutcome;
  readonly firstTokenMs?: number;
  readonly perTokenMs?: number;
  readonly afterMs?: number;
  readonly retryAfterMs?: number;
}

const USUAL = { firstTokenMs: 500, perTokenMs: 10, afterMs: 50 };

/** The same with everything that is unsaid. */
export function encounterOf(written: BehaviourSyntax): Encounter {
  const { outcome = 'ok', firstTokenMs, perTokenMs, afterMs, retryAfterMs } = { ...USUAL, ...written };
  if (outcome === 'ok') return { firstTokenMs, perTokenMs };
  return { fault: outcome, failAfterMs: afterMs, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
