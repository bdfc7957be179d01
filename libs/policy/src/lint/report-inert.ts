import { entryOf, type DocumentNode, type Place } from '../document/document-node.js';
import type { Findings } from '../document/findings.js';
import type { RoutePlan } from '../plan/index.js';
import { inertFailover } from './failover.js';
import type { InertRule, InertSetting } from './inert-setting.js';
import { inertWithOneTarget } from './one-target.js';
import { inertPanic } from './panic.js';
import { inertInRefusal } from './refusal.js';
import { inertLimits } from './limits.js';

const RULES: readonly InertRule[] = [
  inertInRefusal,
  inertWithOneTarget,
  inertFailover,
  inertLimits,
  inertPanic,
];

/**
 * Warns of settings that are written and change nothing. One under `defaults` must be inert in every route.
 *
 * @param root of a policy without an error.
 */
export function reportInert(root: DocumentNode, routes: readonly RoutePlan[], findings: Findings): void {
  const listed = entryOf(root, 'routes')?.value;
  const found = routes.map((route) => RULES.flatMap((rule) => rule(route)));
  found.forEach((settings, index) => {
    const node = listed?.kind === 'list' ? listed.items[index] : undefined;
    for (const setting of settings) report(node, setting, findings);
  });
  const [first = [], ...others] = found.filter((_, index) => !routes[index]?.reject);
  const everywhere = first.filter(({ path }) =>
    others.every((settings) => settings.some((other) => other.path.join() === path.join())),
  );
  for (const setting of everywhere) report(entryOf(root, 'defaults')?.value, setting, findings);
}

function report(node: DocumentNode | undefined, { path, why, hint }: InertSetting, findings: Findings): void {
  const at = node && placeOf(node, path);
  if (at) findings.warning(at, 'inert-setting', `"${path.at(-1)}" has no effect: ${why}`, hint);
}

/** The place of the last key; undefined when it is not written, or written to switch something off. */
function placeOf(node: DocumentNode, [step, ...rest]: InertSetting['path']): Place | undefined {
  if (typeof step === 'number') {
    const item = node.kind === 'list' ? node.items[step] : undefined;
    return item && placeOf(item, rest);
  }
  const entry = step === undefined ? undefined : entryOf(node, step);
  if (!entry || (entry.value.kind === 'scalar' && entry.value.value === false)) return undefined;
  return rest.length === 0 ? entry.key.place : placeOf(entry.value, rest);
}
