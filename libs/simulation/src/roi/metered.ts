import { costUsd } from './rates.js';
import { RateFinder, type PriceSources } from './rate-finder.js';
import { reportOf, type RoiPart, type RoiReport } from './roi.js';
import { scaled, type TokenVolume } from './token-volume.js';

/** What a gateway has counted of one target. */
export interface MeteredTarget {
  readonly target: string;
  readonly volume: TokenVolume;
  /** What it reckoned that this costs; undefined where it knew no price. */
  readonly usd?: number;
}

const SAMPLE = /^(fairlead_(?:tokens|cost_usd|requests)_total)\{([^}]*)\}\s+(\S+)/;
const LABEL = /([a-z_]+)="((?:[^"\\]|\\.)*)"/g;

/** Reads the gateway's own metrics (`/metrics`): tokens, requests and cost by target. */
export function readMetrics(text: string): MeteredTarget[] {
  const targets = new Map<string, Record<string, number>>();
  for (const line of text.split('\n')) {
    const [, family, words = '', value = ''] = SAMPLE.exec(line) ?? [];
    if (family === undefined) continue;
    const labels = Object.fromEntries(
      [...words.matchAll(LABEL)].map(([, name, word]) => [name, unescaped(word!)]),
    );
    const { target, class: tokenClass } = labels;
    if (!target?.includes('/')) continue;
    const counts = targets.get(target) ?? {};
    targets.set(target, counts);
    const key = family === 'fairlead_tokens_total' ? String(tokenClass) : family;
    counts[key] = (counts[key] ?? 0) + Number(value);
  }
  return [...targets].map(([target, counts]) => {
    const { input = 0, output = 0, cache_read: cacheRead = 0 } = counts;
    const requests = counts['fairlead_requests_total'];
    const usd = counts['fairlead_cost_usd_total'];
    const volume = { inputTokens: input, outputTokens: output, cacheReadTokens: cacheRead };
    return {
      target,
      volume: { ...volume, ...(requests && { requests }) },
      ...(usd !== undefined && { usd }),
    };
  });
}

export interface MeteredQuestion {
  readonly metered: readonly MeteredTarget[];
  /** How many days were counted; a month is taken to have 30.4. */
  readonly days: number;
  /** Who would have had it all. */
  readonly present: string;
  readonly sources: PriceSources;
}

const DAYS_A_MONTH = 365.25 / 12;

/**
 * The same comparison with what a gateway really sent where, and reckoned that it costs.
 *
 * @throws UnknownPriceError
 */
export function meteredRoi({ metered, days, present, sources }: MeteredQuestion): RoiReport {
  const perMonth = DAYS_A_MONTH / days;
  const monthly = scaled(metered.map(({ volume }) => volume).reduce(added, NOTHING), perMonth);
  const all = tokensOf(monthly);
  const finder = new RateFinder(sources, monthly);
  const mix = metered.map(({ target, volume, usd }): RoiPart => {
    const own = scaled(volume, perMonth);
    const share = all === 0 ? 0 : tokensOf(own) / all;
    // The gateway knew every price at its hour: its own word is the better one.
    if (usd !== undefined) return { target, share, monthlyUsd: usd * perMonth };
    const rates = new RateFinder(sources, own).find(target);
    return { target, share, monthlyUsd: costUsd(rates, own), rates };
  });
  const rates = finder.find(present);
  return reportOf(
    monthly,
    { target: present, share: 1, monthlyUsd: costUsd(rates, monthly), rates },
    mix,
    sources.date,
  );
}

const NOTHING: TokenVolume = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, requests: 0 };

function added(one: TokenVolume, other: TokenVolume): TokenVolume {
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
    requests: (one.requests ?? 0) + (other.requests ?? 0),
  };
}

function tokensOf({ inputTokens, outputTokens }: TokenVolume): number {
  return inputTokens + outputTokens;
}

function unescaped(word: string): string {
  return word.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
}
