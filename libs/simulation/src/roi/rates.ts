import type { PriceQuote, PriceSource } from '@fairlead/ledger';
import type { TokenVolume } from './token-volume.js';

/** What a million tokens cost at one target, in US dollars. */
export interface Rates {
  readonly source: PriceSource;
  readonly inputUsdPerMtok: number;
  readonly cacheReadUsdPerMtok: number;
  readonly outputUsdPerMtok: number;
}

/** Time, as a price table asks for it. */
export interface MovableTime {
  wall(): Date;
  now: Date;
}

/** Prices may depend on the hour: a month has them all. */
const SAMPLES_A_DAY = 48;
const DAY_MS = 86_400_000;
/** The size of a prompt where nothing is said of requests: below every tier that there is. */
const USUAL_PROMPT_TOKENS = 1000;
/** A nano-dollar per token is a thousandth of a dollar per million. */
const NANO_PER_TOKEN = 1000;

/** Rates on the day of `time`, averaged over its hours, for prompts of the volume's usual size. */
export function ratesOf(
  price: PriceQuote,
  time: MovableTime,
  { inputTokens, requests }: TokenVolume,
): Rates | undefined {
  const tokens = Math.max(1, Math.round(requests ? inputTokens / requests : USUAL_PROMPT_TOKENS));
  const dayMs = Math.floor(time.now.getTime() / DAY_MS) * DAY_MS;
  let [input, cacheRead, output] = [0, 0, 0];
  for (let sample = 0; sample < SAMPLES_A_DAY; sample++) {
    time.now = new Date(dayMs + (sample * DAY_MS) / SAMPLES_A_DAY);
    const prompt = price.costNanoUsd({ input: tokens });
    const cached = price.costNanoUsd({ input: tokens, cacheRead: tokens });
    const both = price.costNanoUsd({ input: tokens, output: tokens });
    if (prompt === undefined || cached === undefined || both === undefined) return undefined;
    input += prompt;
    cacheRead += cached;
    output += both - prompt;
  }
  time.now = new Date(dayMs);
  const perMillion = (nanoUsd: number): number => nanoUsd / SAMPLES_A_DAY / tokens / NANO_PER_TOKEN;
  return {
    source: price.source,
    inputUsdPerMtok: perMillion(input),
    cacheReadUsdPerMtok: perMillion(cacheRead),
    outputUsdPerMtok: perMillion(output),
  };
}

/** US dollars. */
export function costUsd(rates: Rates, { inputTokens, cacheReadTokens, outputTokens }: TokenVolume): number {
  const { inputUsdPerMtok, cacheReadUsdPerMtok, outputUsdPerMtok } = rates;
  const millionths =
    (inputTokens - cacheReadTokens) * inputUsdPerMtok +
    cacheReadTokens * cacheReadUsdPerMtok +
    outputTokens * outputUsdPerMtok;
  return millionths / 1e6;
}
