import type { TokenPrices } from '@fairlead/plugin-sdk';
import { PriceBook, type PriceQuote } from '@fairlead/ledger';
import { ratesOf, type MovableTime, type Rates } from './rates.js';
import type { TokenVolume } from './token-volume.js';

/** Where prices come from, nearest first. */
export interface PriceSources {
  /** The day whose prices count. */
  readonly date: Date;
  /** Prices that are given for this calculation. */
  readonly given?: ReadonlyMap<string, TokenPrices>;
  /** What a configuration knows of its targets. */
  readonly known?: (target: string) => PriceQuote | undefined;
}

/** Nobody knows the price of a target. */
export class UnknownPriceError extends Error {
  override readonly name = 'UnknownPriceError';

  constructor(readonly target: string) {
    super(
      `the price of ${target} is not known; give it under "prices", or name the model as its vendor does (vendor/model)`,
    );
  }
}

/** Finds the rates of targets for one volume. */
export class RateFinder {
  readonly #time: MovableTime;
  readonly #book: PriceBook;

  constructor(
    private readonly sources: PriceSources,
    private readonly volume: TokenVolume,
  ) {
    const time: MovableTime = { now: sources.date, wall: () => time.now };
    this.#time = time;
    this.#book = new PriceBook(time);
  }

  /** @throws UnknownPriceError */
  find(target: string): Rates {
    const slash = target.indexOf('/');
    const [vendor, model] = [target.slice(0, slash), target.slice(slash + 1)];
    const policy = this.sources.given?.get(target);
    const known = policy ? undefined : this.sources.known?.(target);
    const price =
      (known?.source === 'table' ? undefined : known) ?? this.#book.quote({ policy, vendor, model }) ?? known;
    const rates = price && ratesOf(price, this.#time, this.volume);
    if (rates === undefined) throw new UnknownPriceError(target);
    return rates;
  }
}
