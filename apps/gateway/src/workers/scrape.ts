import type { Rendered, WorkersMetrics } from '@fairlead/telemetry';
import type { Crew } from './crew.js';

/** A worker that is slower keeps its totals of before: a scraper does not wait for ever. */
const DEADLINE_MS = 2000;

export async function scrape(
  crew: Crew,
  metrics: WorkersMetrics,
  accept: string | undefined,
): Promise<Rendered> {
  const asked = crew.members.filter(({ state }) => state !== 'starting');
  const heard = await Promise.all(asked.map((worker) => worker.count(DEADLINE_MS)));
  const answered = asked.filter((_, i) => heard[i] === true);
  const count = (state: string): number => answered.filter((worker) => worker.state === state).length;
  const counts = {
    starting: crew.members.filter(({ state }) => state === 'starting').length,
    serving: count('serving'),
    draining: count('draining'),
    silent: asked.filter((worker) => worker.state !== 'ended' && !answered.includes(worker)).length,
  };
  return metrics.render(new Set(answered.map(({ id }) => id)), counts, accept);
}
