import type { Rng } from '@fairlead/plugin-sdk';
import type { SimulatorConfig } from './simulator-config.js';

/** How fast one reply comes. */
export interface Pace {
  readonly firstTokenMs: number;
  /** Between one token and the next. */
  readonly tokenMs: number;
}

export function drawPace({ firstTokenMs, tokensPerSecond, jitter }: SimulatorConfig, rng: Rng): Pace {
  const varied = (value: number): number => value * (1 + jitter * (rng.float() * 2 - 1));
  return { firstTokenMs: varied(firstTokenMs), tokenMs: varied(1000 / tokensPerSecond) };
}
