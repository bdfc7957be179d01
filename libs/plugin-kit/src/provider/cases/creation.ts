import { setTimeout as sleep } from 'node:timers/promises';
import type { Provider } from '@fairlead/plugin-sdk';
import { systemClock } from '@fairlead/plugin-host';
import { startedDuring } from '../../report/started.js';
import { must, mustEqual } from '../../report/verdict.js';
import { giving } from '../../vendor/native-reply.js';
import { TEXT } from '../answers.js';
import { onLanes } from '../on-lanes.js';
import { pose } from '../pose.js';
import type { ProviderCase } from '../provider-case.js';
import { optionsOf, stage, type Subject } from '../subject.js';

/** How long `create` may keep everybody waiting. A busy machine may be late once; the best of these counts. */
const QUICK_MS = 50;
const TRIES = 3;
/** How long `stop` may take. */
const STOP_MS = 2000;

/** @throws Difference for anything that is no provider */
function create({ definition, ...subject }: Subject, name: string): Provider {
  const parsed = definition.config.parse(optionsOf({ definition, ...subject }));
  must(parsed.ok, 'its own options are not good enough for it');
  const made: unknown = definition.create(parsed.value, { name, clock: systemClock });
  const provider = typeof made === 'object' && made !== null && !(made instanceof Promise);
  must(provider, 'create() gave no provider');
  return made as Provider;
}

async function mustStop(provider: Pick<Provider, 'stop'>): Promise<void> {
  const late = Symbol('late');
  const first = await Promise.race([provider.stop?.(), sleep(STOP_MS, late, { ref: false })]);
  must(first !== late, `stop() was not done after ${STOP_MS} ms`);
}

/** How a provider begins and ends. */
export const CREATION: readonly ProviderCase[] = [
  {
    code: 'provider.create',
    title: 'create() is synchronous, starts nothing and can be called again',
    async run(subject) {
      const before = subject.vendor.connections;
      for (const name of ['one', 'two']) {
        let provider: Provider | undefined;
        const started = await startedDuring(() => (provider = create(subject, name)));
        await mustStop(provider!);
        mustEqual('what it started', started, []);
      }
      mustEqual('connections', subject.vendor.connections - before, 0);
    },
  },
  {
    code: 'provider.create.quick',
    title: `create() takes less than ${QUICK_MS} ms`,
    async run(subject) {
      let bestMs = Infinity;
      for (let n = 0; n < TRIES && bestMs > QUICK_MS; n++) {
        const beganMs = performance.now();
        const provider = create(subject, `quick-${n}`);
        bestMs = Math.min(bestMs, performance.now() - beganMs);
        await mustStop(provider);
      }
      must(bestMs <= QUICK_MS, `it took ${Math.round(bestMs)} ms, and nobody else could do anything`);
    },
  },
  {
    code: 'provider.stop',
    title: 'stop() comes to its end, before and after requests',
    async run(subject) {
      await mustStop(create(subject, 'unused'));
      await onLanes(subject, 'spoken', async (berth, lane) => {
        subject.vendor.will(giving(stage(subject, lane, TEXT, false).native));
        await pose(subject, berth, lane, TEXT);
        await mustStop(berth.provider);
      });
    },
  },
];
