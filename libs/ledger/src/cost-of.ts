import type { TokenUsage } from '@fairlead/plugin-sdk';

/** US dollars per million tokens of each class; `request` in US dollars. */
interface ClassPrices {
  readonly input?: number | undefined;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
  readonly cacheWrite1h?: number | undefined;
  readonly inputAudio?: number | undefined;
  readonly output?: number | undefined;
  readonly outputAudio?: number | undefined;
  readonly request?: number | undefined;
}

/** 1 USD per million tokens is 1000 nano-dollars per token. */
const NANO_PER_TOKEN = 1000;
const NANO_PER_USD = 1e9;

/**
 * Nano-dollars, an integer. A class without a price of its own costs as the class it is part of; tokens left without
 * any price make the whole cost unknown, as does a usage that names neither side.
 *
 * Everything is summed first and rounded once, so a request is at most half a nano-dollar off, and a sum of costs is
 * a sum of integers.
 */
export function costOf(usage: TokenUsage, prices: ClassPrices): number | undefined {
  const {
    input = 0,
    cacheRead = 0,
    cacheWrite = 0,
    cacheWrite1h = 0,
    inputAudio = 0,
    output = 0,
    outputAudio = 0,
  } = usage;
  if (usage.input === undefined && usage.output === undefined) return undefined;
  const perMillion =
    worth(Math.max(0, input - cacheRead - cacheWrite - inputAudio), prices.input) +
    worth(cacheRead, prices.cacheRead ?? prices.input) +
    worth(Math.max(0, cacheWrite - cacheWrite1h), prices.cacheWrite ?? prices.input) +
    worth(cacheWrite1h, prices.cacheWrite1h ?? prices.cacheWrite ?? prices.input) +
    worth(inputAudio, prices.inputAudio ?? prices.input) +
    worth(Math.max(0, output - outputAudio), prices.output) +
    worth(outputAudio, prices.outputAudio ?? prices.output);
  const nano = perMillion * NANO_PER_TOKEN + (prices.request ?? 0) * NANO_PER_USD;
  return Number.isNaN(nano) ? undefined : roundHalfUp(nano);
}

/** NaN, which no sum loses, for tokens without a price. */
function worth(tokens: number, usdPerMillion: number | undefined): number {
  return tokens === 0 ? 0 : tokens * (usdPerMillion ?? NaN);
}

/** A float just below a half is a half that lost its last bit on the way. */
function roundHalfUp(nano: number): number {
  return Math.floor(nano + 0.5 + 1e-6);
}
