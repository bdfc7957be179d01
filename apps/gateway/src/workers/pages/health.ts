import type { Crew } from '../crew.js';
import type { PageRequest } from '../protocol.js';
import { askAll, bodyOf, type Said } from './gathered.js';

type Page = 'live' | 'ready' | 'startup' | 'full';

interface Indicator extends Readonly<Record<string, unknown>> {
  readonly status: 'up' | 'down';
}

/** As Terminus answers, with an indicator for each worker. */
export interface CombinedHealth {
  readonly isUp: boolean;
  readonly body: {
    readonly status: 'ok' | 'error';
    readonly info: Readonly<Record<string, Indicator>>;
    readonly error: Readonly<Record<string, Indicator>>;
    readonly details: Readonly<Record<string, Indicator>>;
  };
}

/** What all workers together can do: one that is well is enough, since it gets the connections. */
export async function healthOf(crew: Crew, page: Page, request: PageRequest): Promise<CombinedHealth> {
  const said = await askAll(crew, { ...request, method: 'GET', url: `/health/${page}` });
  const well = said.filter(({ answer }) => answer?.status === 200).length;
  const isUp = judge(crew, page, well, said.length);
  const workers: Indicator = {
    status: isUp ? 'up' : 'down',
    of: crew.size,
    serving: said.length,
    ...(page !== 'startup' && { [page === 'live' ? 'live' : 'ready']: well }),
    ...(crew.isLeaving && { reason: 'draining' }),
  };
  const details = { workers, ...Object.fromEntries(said.map(indicatorOf)) };
  const only = (status: 'up' | 'down'): Record<string, Indicator> =>
    Object.fromEntries(Object.entries(details).filter(([, indicator]) => indicator.status === status));
  return {
    isUp,
    body: {
      status: isUp ? 'ok' : 'error',
      info: only('up'),
      error: isUp ? {} : only('down'),
      details,
    },
  };
}

function judge(crew: Crew, page: Page, well: number, asked: number): boolean {
  if (page === 'startup') return crew.hasStarted;
  // With none there the primary starts them, or is about to end: to end it from outside helps nobody.
  if (page === 'live') return well > 0 || asked === 0 || crew.isLeaving;
  return well > 0 && !crew.isLeaving;
}

function indicatorOf({ worker, pid, answer }: Said): readonly [string, Indicator] {
  const status = answer?.status === 200 ? 'up' : 'down';
  const details = answer ? bodyOf<{ details?: object }>(answer).details : { reason: 'it does not answer' };
  return [`worker-${worker}`, { status, pid, ...details }];
}
