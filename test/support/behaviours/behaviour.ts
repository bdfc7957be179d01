import type { Turn } from '../turn.js';

/** What a provider does with one request. */
export interface Behaviour {
  readonly name: string;
  /** Rejects with `Gone` when the connection closes half-way. */
  play(turn: Turn): Promise<void>;
}
