/** One of the places that workers take: who ends is followed by another in the same place. */
export interface Seat {
  /** From 1. */
  readonly number: number;
  /** The first process of all: it tells the person who starts the gateway what is wrong. */
  readonly isFirst: boolean;
  /** Where the primary serves what is for operators. */
  readonly adminUrl: string;
}

const VARIABLE = 'FAIRLEAD_WORKER_SEAT';

/** The environment in which a process finds its seat. */
export function seatVariables(seat: Seat): Record<string, string> {
  return { [VARIABLE]: JSON.stringify(seat) };
}

/** Undefined: this process is nobody's worker. Children of its own do not inherit the seat. */
export function takeSeat(env: NodeJS.ProcessEnv): Seat | undefined {
  const text = env[VARIABLE];
  delete env[VARIABLE];
  return text === undefined || process.send === undefined ? undefined : (JSON.parse(text) as Seat);
}
