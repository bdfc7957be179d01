import type { SimulationReport } from '../simulate/report.js';
import type { MixPart } from './roi.js';

/** Who gets which part of the tokens when a policy is simulated. */
export function mixOf({ targets }: Pick<SimulationReport, 'targets'>): MixPart[] {
  const parts = targets.map(({ id, inputTokens, outputTokens }) => ({
    target: id,
    tokens: inputTokens + outputTokens,
  }));
  const total = parts.reduce((sum, { tokens }) => sum + tokens, 0);
  return parts
    .filter(({ tokens }) => tokens > 0)
    .map(({ target, tokens }) => ({ target, share: tokens / total }));
}
