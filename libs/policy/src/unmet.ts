import type { DataHandling, PriceCeiling, Requirement, TargetTraits } from './plan/index.js';

/** What a request adds to a requirement. */
interface AskedFor {
  readonly promptTokens: number;
  readonly maxOutputTokens?: number;
}

const RETENTION = ['unlimited', 'limited', 'zero'];

/**
 * The first part of a requirement that a target does not meet, as decisions tell it (`capability:tools`,
 * `context:200000>128000`, `region`, `data`, `price`, `tags`); undefined when it meets all. What is not known is not
 * met.
 *
 * @param asked undefined: the request is not known, and `context: auto` is passed over
 */
export function unmet(
  requirement: Requirement,
  traits: TargetTraits,
  asked: AskedFor | undefined,
): string | undefined {
  const { capabilities, regions, data, maxPrice, tagsNoneOf, tagsAllOf } = requirement;
  const missing = capabilities.find((capability) => !traits.capabilities?.includes(capability));
  if (missing) return `capability:${missing}`;
  const context = tooSmall(requirement, traits, asked);
  if (context) return context;
  if (regions && !(traits.region !== undefined && regions.includes(traits.region))) return 'region';
  if (data && !asStrict(data, traits.data ?? {})) return 'data';
  if (maxPrice && !withinPrice(maxPrice, traits.price)) return 'price';
  const allowed = tagsAllOf.every((tag) => traits.tags.includes(tag));
  return allowed && !tagsNoneOf.some((tag) => traits.tags.includes(tag)) ? undefined : 'tags';
}

function tooSmall(
  { context }: Requirement,
  { contextWindow }: TargetTraits,
  asked: AskedFor | undefined,
): string | undefined {
  // A window that nobody knows holds any request, as everywhere; only a number is a question about the target.
  const auto =
    contextWindow !== undefined && asked ? asked.promptTokens + (asked.maxOutputTokens ?? 0) : undefined;
  const needed = context === 'auto' ? auto : context;
  if (needed === undefined || (contextWindow !== undefined && contextWindow >= needed)) return undefined;
  return `context:${needed}>${contextWindow ?? 'unknown'}`;
}

function asStrict(wanted: DataHandling, { training, retention }: DataHandling): boolean {
  const trains = wanted.training === 'deny' && training !== 'deny';
  const keeps = RETENTION.indexOf(retention ?? '') < RETENTION.indexOf(wanted.retention ?? '');
  return !trains && !keeps;
}

function withinPrice(ceiling: PriceCeiling, price: TargetTraits['price']): boolean {
  if (price === undefined) return false;
  const { inputNanoUsdPerMtok: input = Infinity, outputNanoUsdPerMtok: output = Infinity } = ceiling;
  return price.inputNanoUsdPerMtok <= input && price.outputNanoUsdPerMtok <= output;
}
