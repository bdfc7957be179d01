import { must, mustEqual, NotClaimed } from '../../report/verdict.js';
import { understood, wordsOf } from '../answer.js';
import { TEXT } from '../answers.js';
import { lanesOf } from '../lane.js';
import { moored, pose } from '../pose.js';
import type { ProviderCase } from '../provider-case.js';
import type { Subject } from '../subject.js';

/** For a provider without a vendor: what it says is its own affair, but it says it as an answer. */
function answers(subject: Subject, stream: boolean): Promise<void> {
  return moored(subject, async (berth) => {
    if (berth.provider.home !== undefined) throw new NotClaimed('it has a vendor');
    const lanes = lanesOf(berth);
    if (lanes.length === 0) throw new NotClaimed('it speaks no dialect of conversations');
    for (const lane of lanes) {
      const reply = understood(await pose(subject, berth, lane, TEXT, { stream }), lane.caller, stream);
      const what = `from ${lane.caller.name} to ${lane.spoken}`;
      must(wordsOf(reply, 'text') !== '', `${what}: it said nothing`);
      mustEqual(`${what}: finish reason`, reply.choices[0]?.finish.reason, 'stop');
    }
  });
}

/** Providers that answer in this process. */
export const ALONE: readonly ProviderCase[] = [
  {
    code: 'provider.alone',
    title: 'without a vendor it answers by itself, whole',
    run: (subject) => answers(subject, false),
  },
  {
    code: 'provider.alone.stream',
    title: 'without a vendor it answers by itself, streamed',
    run: (subject) => answers(subject, true),
  },
];
