import type { Clock, TargetId } from '@fairlead/plugin-sdk';
import { WaitingLine } from './waiting-line.js';

/** The lines of all routes, by name: a reload sends nobody away. */
export class WaitingLines {
  readonly #lines = new Map<string, WaitingLine>();

  constructor(private readonly clock: Clock) {}

  of(route: string): WaitingLine {
    let line = this.#lines.get(route);
    if (line === undefined) this.#lines.set(route, (line = new WaitingLine()));
    return line;
  }

  freed(target: TargetId): void {
    for (const line of this.#lines.values()) line.freed(target, this.clock.now());
  }
}
