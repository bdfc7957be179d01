/** Requests name a tier here that others call `default`: not to be served with priority. */
export function decodeTier(tier: string | undefined): string | undefined {
  return tier === 'standard_only' ? 'default' : tier;
}

/** There are two words: with priority where the account has it, or never. */
export function encodeTier(tier: string | undefined): string | undefined {
  if (tier === undefined) return undefined;
  return tier === 'default' || tier === 'flex' || tier === 'standard_only' ? 'standard_only' : 'auto';
}

const REPLY_TIERS: readonly string[] = ['standard', 'priority', 'batch'];

/** The tier that served, as replies name it; null where it has another name elsewhere. */
export function encodeServedTier(tier: string | undefined): string | null {
  if (tier === 'default') return 'standard';
  return tier !== undefined && REPLY_TIERS.includes(tier) ? tier : null;
}
