import type { RequestFacts } from '@fairlead/plugin-sdk';
import type { Choice, Flight, FlightOutcome } from '@fairlead/routing';
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
  const tally = state.throttle.dispatched(choice.info.scopes);
  let landed = false;
  const land = (): void => {
    if (landed) return;
    landed = true;
    state.lines.freed(choice.target.id);
  };
  return {
    firstToken: () => flight.firstToken(),
    land() {
      flight.land();
      land();
    },
    end(outcome: FlightOutcome) {
      flight.end(outcome);
      tally.ended(outcome.result);
      land();
    },
  };
}
