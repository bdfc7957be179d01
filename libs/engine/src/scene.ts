import type { Answer } from './answer.js';
import type { EngineState } from './engine-state.js';
import type { Generation, Ingress } from './ports.js';
import type { ExchangeRecord } from './exchange-record.js';
import type { Presence } from './presence.js';

/** What all steps of one exchange share. */
export interface Scene {
  readonly state: EngineState;
  readonly generation: Generation;
  readonly ingress: Ingress;
  readonly record: ExchangeRecord;
  readonly answer: Answer;
  readonly presence: Presence;
}
