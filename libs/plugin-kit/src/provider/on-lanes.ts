import type { Berth } from '../berth/berth.js';
import { Difference, NotClaimed } from '../report/verdict.js';
import { lanesOf, type Lane } from './lane.js';
import { moored } from './pose.js';
import { mustReachVendor, type Subject } from './subject.js';

/**
 * Runs it on every lane of the provider.
 *
 * @param which `all`; `spoken`: one for each dialect that the vendor is spoken to in
 * @throws Difference of the first lane on which it is not so, NotClaimed when that is so of all of them
 */
export function onLanes(
  subject: Subject,
  which: 'all' | 'spoken',
  run: (berth: Berth, lane: Lane) => Promise<void>,
): Promise<void> {
  return moored(subject, async (berth) => {
    mustReachVendor(berth);
    const lanes = lanesOf(berth).filter(
      ({ spoken }, index, all) =>
        which === 'all' || all.findIndex((lane) => lane.spoken === spoken) === index,
    );
    let [unclaimed, claimed] = ['it speaks no dialect of conversations', false];
    for (const lane of lanes) {
      try {
        await run(berth, lane);
        claimed = true;
      } catch (error) {
        if (error instanceof NotClaimed) unclaimed = error.message;
        else if (error instanceof Difference && lanes.length > 1)
          throw new Difference(`${nameOf(lane)}: ${error.message}`);
        else throw error;
      }
    }
    if (!claimed) throw new NotClaimed(unclaimed);
  });
}

function nameOf({ caller, vendors }: Lane): string {
  if (vendors === caller) return caller.name;
  return `from ${caller.name} to ${vendors?.name ?? 'its own words'}`;
}
