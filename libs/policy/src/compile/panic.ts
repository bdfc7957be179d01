import type { Findings } from '../document/findings.js';
import type { PanicPlan } from '../plan/index.js';
import type { ValueOf } from '../shape/shape.js';
import type { panic } from '../syntax/panic.js';
import { mergeMaps } from './merge-maps.js';

/** `over` laid on `base`. `available_below: 0` is another word for `fail_fast`: there never are less than none. */
export function mergePanic(
  base: PanicPlan,
  over: ValueOf<typeof panic> | undefined,
  findings: Findings,
): PanicPlan {
  if (!over?.availableBelow) return mergeMaps(base, over as Partial<PanicPlan> | undefined);
  const { availableBelow, ...rest } = over;
  const implied = availableBelow.value === 0 ? 'fail_fast' : 'best_effort';
  if (implied === 'fail_fast' && rest.mode === 'best_effort') {
    const message = '"available_below: 0" never panics, "mode: best_effort" does';
    findings.error(availableBelow.place, 'conflicting-keys', message, 'keep one of them');
  }
  return mergeMaps(base, { mode: implied, ...rest });
}
