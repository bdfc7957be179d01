import type { Rng } from './ports.js';

/**
 * mulberry32: 32 bits of state, passes gjrand's small tests, one multiplication chain per draw.
 * Enough for load balancing and jitter; not for secrets.
 */
export function seededRng(seed: number): Rng {
  let state = seed >>> 0;
  return {
    float() {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = state;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    },
    fork: (label) => seededRng(hash32(`${seed >>> 0}:${label}`)),
  };
}

/** FNV-1a with a final avalanche: 32 bits, stable across platforms and releases. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
