import { PriceBook, type PriceQuote } from '@fairlead/ledger';
import type { Stage } from '../stage/stage.js';

/** What everything is compared with. */
export interface Baseline {
  /** `provider/model`. */
  readonly target: string;
  readonly price: PriceQuote;
}

/**
 * A target of the policy, or a model of the public table under its vendor's name; undefined where nobody knows its
 * price.
 */
export function baselineOf(target: string, { targets }: Stage, time: { wall(): Date }): Baseline | undefined {
  const slash = target.indexOf('/');
  const [vendor, model] = [target.slice(0, slash), target.slice(slash + 1)];
  const price = targets.get(target)?.price ?? new PriceBook(time).quote({ vendor, model });
  return price && { target, price };
}
