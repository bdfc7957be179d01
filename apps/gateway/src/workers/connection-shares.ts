/** Below this nobody feels the difference. */
const TOLERATED = 2;

/**
 * How many connections each worker has beyond its share, where that is worth a reconnection: shares differ after a burst, and
 * a worker that has just started has none.
 */
export function excessConnections(connections: readonly number[]): number[] {
  const total = connections.reduce((sum, each) => sum + each, 0);
  const share = Math.ceil(total / connections.length);
  return connections.map((each) => (each - share > TOLERATED ? each - share : 0));
}
