import type { GatewayProcess } from '../../support/gateway-process.js';
import type { Call, Client } from './client.js';
import type { Upstream } from './upstreams.js';

/** What a case is played with. */
export interface Stage {
  readonly client: Client;
  readonly upstream: Upstream;
  readonly gateway: GatewayProcess;
  /** To the upstream when it is well. */
  readonly call: Call;
}

export type Play = (stage: Stage) => Promise<void>;

/** What one library has beside the cases of all. */
export type OwnCase = (stage: Omit<Stage, 'client'>) => Promise<void>;
