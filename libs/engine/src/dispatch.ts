import type { RequestFacts } from '@fairlead/plugin-sdk';
import type { Choice, Flight, FlightOutcome } from '@fairlead/routing';
import type { Tally } from './admission/throttle.js';
import type { EngineState } from './engine-state.js';
import type { Generation } from './ports.js';

/** An attempt takes its place in flight; whoever waits for one is told when it is free again. */
export function dispatch(
  state: EngineState,
  { router }: Generation,
  choice: Choice,
  facts: RequestFacts,
): Flight {
  const flight = router.begin(choice, facts);
  return new Dispatched(state, choice, flight, state.throttle.dispatched(choice.info.scopes));
}

class Dispatched implements Flight {
  #landed = false;

  constructor(
    private readonly state: EngineState,
    private readonly choice: Choice,
    private readonly flight: Flight,
    private readonly tally: Tally,
  ) {}

  firstToken(): void {
    this.flight.firstToken();
  }

  land(): void {
    this.flight.land();
    this.#free();
  }

  end(outcome: FlightOutcome): void {
    this.flight.end(outcome);
    this.tally.ended(outcome.result);
    this.#free();
  }

  #free(): void {
    if (this.#landed) return;
    this.#landed = true;
    this.state.lines.freed(this.choice.target.id);
  }
}
