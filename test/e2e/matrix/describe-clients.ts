import type { Client } from './client.js';
import { describeMatrix } from './describe-matrix.js';
import { startSimulatedMatrix } from './simulated-matrix.js';
import type { OwnCase } from './stage.js';
import { UPSTREAMS } from './upstreams.js';

/** Plays every case with every client against every simulated upstream. */
export function describeClients(
  clients: readonly Client[],
  own: Readonly<Record<string, OwnCase>> = {},
): void {
  const rows = UPSTREAMS.map((upstream) => ({ name: upstream.dialect, upstream, clients }));
  describeMatrix(startSimulatedMatrix, rows, own);
}
