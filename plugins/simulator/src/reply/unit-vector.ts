import { hash32, seededRng } from '@fairlead/plugin-sdk';

/** The widest vector that public models give. */
export const MAX_DIMENSIONS = 8192;
export const DEFAULT_DIMENSIONS = 256;

/**
 * Length 1, and the same for the same model and input whatever the seed: two providers that serve one model are
 * expected to agree, or a failover between them would spoil an index.
 */
export function unitVector(text: string, dimensions: number): Float32Array {
  const rng = seededRng(hash32(text));
  const raw = Float64Array.from({ length: dimensions }, () => rng.float() * 2 - 1);
  const length = Math.hypot(...raw);
  return Float32Array.from(raw, (value) => value / length);
}
