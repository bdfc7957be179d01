import type { RequestFacts } from '@fairlead/plugin-sdk';
import type { PoolPlan } from '@fairlead/policy';

/** What the measurements are asked about: one request on one pool. */
export interface LoadQuestion {
  /** The route's name. */
  readonly route: string;
  readonly pool: Pick<PoolPlan, 'id' | 'targets'>;
  readonly facts: RequestFacts;
}
