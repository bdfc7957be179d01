import type { Outline, TargetDraft, TierDraft } from '../outline/outline.js';
import type { SourceMap } from '../source/source-map.js';
import { readLeaf, takesAnyModel } from './leaf.js';

/** Tiers of a strategy and all it holds. A target alone is one tier. */
export function tiersOf(source: SourceMap, outline: Outline, asked: string | undefined): TierDraft[] {
  const targets = source.find('targets')?.maps ?? [];
  if (targets.length === 0) {
    const leaf = readLeaf(source, outline, asked);
    return leaf ? [{ targets: [leaf] }] : [];
  }
  const mode = source.find('strategy')?.map?.find('mode');
  const parts = targets.map((target) => ({ tiers: tiersOf(target, outline, asked), share: shareOf(target) }));
  const whole = parts.filter(({ tiers }) => tiers.length > 0);
  if (mode?.text === 'loadbalance') {
    if (whole.some(({ tiers }) => tiers.length > 1))
      mode.approximated(
        'the first choices are balanced; the fallbacks of each stand in the tiers below, together',
      );
    else mode.exact('weighted round robin');
    return balanced(whole);
  }
  if (mode?.text === 'fallback') {
    mode.exact('a tier for each, in order');
    return whole.flatMap(({ tiers }) => tiers);
  }
  if (mode?.text === 'single' || mode === undefined) {
    mode?.exact();
    return whole[0]?.tiers ?? [];
  }
  mode.unsupported('a condition below another strategy has no counterpart: write routes');
  return whole[0]?.tiers ?? [];
}

/** Whether anything in it leaves the model to the caller. */
export function leavesModelOpen(source: SourceMap): boolean {
  const targets = source.find('targets')?.maps ?? [];
  return targets.length === 0 ? takesAnyModel(source) : targets.some(leavesModelOpen);
}

interface Part {
  readonly tiers: readonly TierDraft[];
  readonly share: number;
}

/** The n-th tiers of all parts become one. */
function balanced(parts: readonly Part[]): TierDraft[] {
  const depth = Math.max(0, ...parts.map(({ tiers }) => tiers.length));
  return Array.from({ length: depth }, (_, level) => {
    const targets = new Map<string, TargetDraft>();
    for (const { tiers, share } of parts) {
      const tier = tiers[level];
      const total = sum(tier?.targets ?? []);
      for (const target of tier?.targets ?? []) {
        const before = targets.get(target.target)?.weight ?? 0;
        const weight = round(before + (total > 0 ? (share * (target.weight ?? 1)) / total : 0));
        targets.set(target.target, { ...target, weight });
      }
    }
    return { targets: [...targets.values()] };
  });
}

function shareOf(source: SourceMap): number {
  const weight = source.find('weight');
  return weight?.number === undefined ? 1 : (weight.exact().number ?? 1);
}

const sum = (targets: readonly TargetDraft[]): number =>
  targets.reduce((total, { weight = 1 }) => total + weight, 0);
const round = (weight: number): number => +weight.toFixed(6);
