/** Family names of the vendor's models; older names have the number before the family. */
const NAMED_BEFORE = /(?:opus|sonnet|haiku|fable)-(\d{1,2})(?:[-.](\d{1,2}))?(?!\d)/;
const NAMED_BEHIND = /-(\d)(?:[-.](\d))?-(?:opus|sonnet|haiku)/;

/**
 * The generation of a model as one number (4.5 of `…-sonnet-4-5-20250929`): what requests may say depends on it.
 * 0 where the name does not tell: such a model is taken for an older one, which is what servers imitate.
 */
export function generationOf(model: string): number {
  const [, major, minor = '0'] = NAMED_BEFORE.exec(model) ?? NAMED_BEHIND.exec(model) ?? [];
  return major === undefined ? 0 : Number(`${major}.${minor}`);
}

/** From here on models decide themselves how much they think, and an effort says how hard they try. */
export const DECIDES_ITSELF = 4.6;
/** From here on thinking has no budget, and sampling cannot be steered. */
export const HAS_NO_KNOBS = 4.7;
/** From here on either temperature or top_p may be given. */
export const TAKES_ONE_SAMPLER = 4.1;
