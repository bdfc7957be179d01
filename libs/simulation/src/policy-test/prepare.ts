import type { Rehearsal } from '../stage/rehearsal.js';
import type { TestSyntax } from './syntax/test-file.js';

/** A rate limit of this many requests a minute shows what is left of it. */
const QUOTA_LIMIT = 1000;
const QUOTA_WINDOW_MS = 60_000;

/** Puts the targets into the state that the test begins with. */
export function prepare({ health }: Pick<Rehearsal, 'health'>, { given }: Pick<TestSyntax, 'given'>): void {
  for (const [id, { value }] of given?.targets ?? []) {
    const { state, forMs, quota } = value;
    if (state?.value === 'ejected') health.eject(id, forMs?.value);
    if (state?.value === 'draining' || state?.value === 'disabled') health.setAdmin(id, state.value);
    if (quota === undefined) continue;
    const remaining = Math.floor(quota * QUOTA_LIMIT);
    health.observeQuota(id, [
      { dimension: 'requests', limit: QUOTA_LIMIT, remaining, resetInMs: QUOTA_WINDOW_MS },
    ]);
  }
}
