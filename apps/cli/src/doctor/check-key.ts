import type { ConfiguredProvider } from '@fairlead/plugin-host';
import { ok, problem, warning, type Finding } from './finding.js';

export function checkKey({ unset, oddKeys }: Pick<ConfiguredProvider, 'unset' | 'oddKeys'>): Finding {
  if (unset.length > 0) {
    const todo = 'set it where the configuration reads it from; until then the gateway skips this provider';
    return problem('key', `${unset.join(', ')} is unset`, todo);
  }
  const [odd] = oddKeys;
  if (odd === undefined) return ok('key', 'looks well');
  return warning(
    'key',
    `${odd.option} ${odd.what}`,
    'compare it with the one on the dashboard of the vendor',
  );
}
