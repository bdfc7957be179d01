import { PRICE_TABLE } from '@fairlead/ledger';
import { RateFinder, type PriceSources } from './rate-finder.js';
import { costUsd, type Rates } from './rates.js';
import { scaled, type TokenVolume } from './token-volume.js';

/** A part of the traffic, and who gets it. */
export interface MixPart {
  readonly target: string;
  /** Of all tokens. */
  readonly share: number;
}

export interface RoiQuestion {
  /** What a month brings. */
  readonly monthly: TokenVolume;
  /** Who has it all now. */
  readonly present: string;
  /** Who shall have it. */
  readonly mix: readonly MixPart[];
  readonly sources: PriceSources;
}

/** What one target costs. */
export interface RoiPart extends MixPart {
  readonly monthlyUsd: number;
  /** Undefined where only the gateway that counted the tokens knows them. */
  readonly rates?: Rates;
}

/** What it costs now, what it would cost, and what that saves. US dollars. */
export interface RoiReport {
  readonly monthly: TokenVolume;
  readonly present: RoiPart;
  readonly mix: readonly RoiPart[];
  readonly mixMonthlyUsd: number;
  readonly mixYearlyUsd: number;
  readonly presentYearlyUsd: number;
  readonly savedMonthlyUsd: number;
  readonly savedYearlyUsd: number;
  /** Of what it costs now; negative when dearer. */
  readonly savedShare: number;
  /** The day whose prices count, and the table that they are from where nothing nearer knows them. */
  readonly priceDate: string;
  readonly priceTable: string;
}

const MONTHS_A_YEAR = 12;

/**
 * Compares what a month of tokens costs with one provider and with a mix.
 *
 * @throws UnknownPriceError
 */
export function roi({ monthly, present, mix, sources }: RoiQuestion): RoiReport {
  const rates = new RateFinder(sources, monthly);
  const partOf = ({ target, share }: MixPart): RoiPart => {
    const found = rates.find(target);
    return { target, share, monthlyUsd: costUsd(found, scaled(monthly, share)), rates: found };
  };
  return reportOf(monthly, partOf({ target: present, share: 1 }), mix.map(partOf), sources.date);
}

/** The figures that follow from the parts. */
export function reportOf(
  monthly: TokenVolume,
  present: RoiPart,
  mix: readonly RoiPart[],
  date: Date,
): RoiReport {
  const mixMonthlyUsd = mix.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0);
  const savedMonthlyUsd = present.monthlyUsd - mixMonthlyUsd;
  return {
    monthly,
    present,
    mix,
    mixMonthlyUsd,
    mixYearlyUsd: mixMonthlyUsd * MONTHS_A_YEAR,
    presentYearlyUsd: present.monthlyUsd * MONTHS_A_YEAR,
    savedMonthlyUsd,
    savedYearlyUsd: savedMonthlyUsd * MONTHS_A_YEAR,
    savedShare: present.monthlyUsd === 0 ? 0 : savedMonthlyUsd / present.monthlyUsd,
    priceDate: date.toISOString().slice(0, 10),
    priceTable: `${PRICE_TABLE.name} ${PRICE_TABLE.version}`,
  };
}
