import type { Reservation } from '@fairlead/ledger';
import type { TrialEnd } from '../trial-end.js';

/** Money set aside for one attempt, in every budget that counts it. */
export class Hold {
  constructor(private readonly reservations: readonly Reservation[]) {}

  /** The attempt is over. Only the first call counts. */
  settle(end: Pick<TrialEnd, 'kind' | 'bill'> & { readonly committed?: boolean }): void {
    const { costNanoUsd } = end.bill;
    // The provider worked and did not say how much: nothing is nearer to the truth than the estimate.
    const worked = end.kind === 'done' || end.committed === true;
    for (const reservation of this.reservations) {
      if (costNanoUsd !== undefined) reservation.settle(costNanoUsd);
      else if (worked) reservation.settle(reservation.estimateNanoUsd);
      else reservation.release();
    }
  }

  /** The attempt did not come about. */
  release(): void {
    for (const reservation of this.reservations) reservation.release();
  }
}
