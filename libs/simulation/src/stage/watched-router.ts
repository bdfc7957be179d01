import type { RequestFacts } from '@fairlead/plugin-sdk';
import { Router, type Choice, type Flight } from '@fairlead/routing';

/** The router, which remembers whose turn it is: an attempt goes out in the same breath in which its flight begins. */
export class WatchedRouter extends Router {
  #current: Choice | undefined;

  override begin(choice: Choice, facts: RequestFacts): Flight {
    this.#current = choice;
    return super.begin(choice, facts);
  }

  /** Whose turn it is, for the one call that goes out now; a copy goes out without a turn. */
  takeCurrent(): Choice | undefined {
    const choice = this.#current;
    this.#current = undefined;
    return choice;
  }
}
