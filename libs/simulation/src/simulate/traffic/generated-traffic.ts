import { seededRng, type Rng } from '@fairlead/plugin-sdk';
import { PLAIN_REQUEST, type RehearsedRequest } from '../../stage/rehearsed-request.js';
import { drawing } from '../spread.js';
import type { TrafficSyntax } from '../syntax/traffic-file.js';
import type { TimedRequest, Traffic } from './traffic.js';

const USUAL_RPS = 10;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MONTH_START = new Date('2026-01-01T00:00:00Z');

/** Traffic as a file describes it; the same with every use of one seed. */
export function generatedTraffic(syntax: TrafficSyntax, seed: number): Traffic {
  const { start, forMs } = syntax;
  return { start, forMs, requests: () => generate(syntax, seededRng(seed).fork('traffic')) };
}

function* generate(syntax: TrafficSyntax, rng: Rng): Generator<TimedRequest> {
  const [moments, sizes] = [rng.fork('moments'), rng.fork('requests')];
  const next = mixed(syntax);
  for (const atMs of arrivals(syntax, moments)) yield { atMs, request: next(sizes) };
}

/** Within an hour the rate is constant, and what has not come by its end is drawn anew at the next hour's rate. */
function* arrivals(syntax: TrafficSyntax, chance: Rng): Generator<number> {
  const { forMs, rps = USUAL_RPS, rpsByHour, arrivals: how = 'random', start = MONTH_START } = syntax;
  const offsetMs = start.getTime() % DAY_MS;
  let atMs = 0;
  for (;;) {
    const hour = Math.floor((offsetMs + atMs) / HOUR_MS);
    const hourEndsMs = rpsByHour ? (hour + 1) * HOUR_MS - offsetMs : Infinity;
    const rate = rpsByHour ? rpsByHour[hour % 24]! : rps;
    const gap = how === 'even' ? 1 : -Math.log(1 - chance.float());
    const nextMs = rate > 0 ? atMs + (gap * 1000) / rate : Infinity;
    if (Math.min(nextMs, hourEndsMs) >= forMs) return;
    atMs = Math.min(nextMs, hourEndsMs);
    if (nextMs < hourEndsMs) yield atMs;
  }
}

type Draw = (chance: Rng) => RehearsedRequest;

/** Requests of all kinds, each as often as its weight says. */
function mixed({ mix = [{}] }: TrafficSyntax): Draw {
  const kinds = mix.map((part) => ({ weight: part.weight ?? 1, draw: kindOf(part) }));
  const total = kinds.reduce((sum, { weight }) => sum + weight, 0);
  return (chance) => {
    let place = chance.float() * total;
    const kind = kinds.find(({ weight }) => (place -= weight) < 0) ?? kinds.at(-1)!;
    return kind.draw(chance);
  };
}

function kindOf({
  request,
  promptTokens,
  outputTokens,
  prefixes,
  spread,
}: NonNullable<TrafficSyntax['mix']>[number]): Draw {
  const base: RehearsedRequest = { ...PLAIN_REQUEST, ...request };
  const prompt = promptTokens && drawing(promptTokens);
  const output = outputTokens && drawing(outputTokens);
  const values = [...(spread ?? [])].map(([name, { value }]) => [name, value] as const);
  return (chance) => ({
    ...base,
    promptTokens: prompt ? Math.round(prompt(chance)) : base.promptTokens,
    outputTokens: output ? Math.max(1, Math.round(output(chance))) : base.outputTokens,
    ...(prefixes !== undefined && { promptPrefix: `prefix-${one(prefixes, chance)}` }),
    ...(values.length > 0 && { labels: { ...base.labels, ...drawn(values, chance) } }),
  });
}

function drawn(values: readonly (readonly [string, number])[], chance: Rng): Record<string, string> {
  return Object.fromEntries(values.map(([name, count]) => [name, `${name}-${one(count, chance)}`]));
}

/** From 1. */
function one(count: number, chance: Rng): number {
  return 1 + Math.floor(chance.float() * count);
}
