import type { RequestFacts } from '@fairlead/plugin-sdk';
import { Router, type Choice, type Flight } from '@fairlead/routing';

/** The router, which remembers whose turn it is: an attempt goes out in the same breath in which its flight begins. */
export class WatchedRouter extends Router {
  current: Choice | undefined;

  override begin(choice: Choice, facts: RequestFacts): Flight {
    this.current = choice;
    return super.begin(choice, facts);
  }
}
