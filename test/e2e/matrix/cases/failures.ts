import type { Ask } from '../ask.js';
import { until } from '../../../support/time.js';
import type { Play, Stage } from '../stage.js';
import { troubled, type Trouble } from '../upstreams.js';

const CHAT: Ask = { prompt: 'Tell me about the harbour.' };

export const FAILURE_CASES = {
  'a model that is not there': async ({ client, call }) => {
    const error = await client.say({ ...call, model: 'nobody' }, CHAT).catch((thrown: unknown) => thrown);
    expectTold(error, client.saysNotFound(error));
  },

  'a model that is not there, streamed': async ({ client, call }) => {
    const error = await client.stream({ ...call, model: 'nobody' }, CHAT).catch((thrown: unknown) => thrown);
    expectTold(error, client.saysNotFound(error));
  },

  'a provider that breaks off': (stage) => expectBreak(stage, 'cut'),

  'a provider that fails in the midst': (stage) => expectBreak(stage, 'broken'),

  'leaving in the midst': playLeaving,
} satisfies Record<string, Play>;

/** The caller has read some of the answer, and is told that the rest will not come. */
async function expectBreak({ client, call }: Stage, trouble: Trouble): Promise<void> {
  let pieces = 0;
  const model = troubled(call.model, trouble);
  const said = client.stream({ ...call, model }, CHAT, { onPiece: () => (pieces += 1) });
  const error = await said.then(
    () => 'no failure at all',
    (thrown: unknown) => thrown,
  );
  expectTold(error, client.saysBroken(error));
  expect(pieces).toBeGreaterThan(0);
}

async function playLeaving({ client, call, gateway }: Stage): Promise<void> {
  const model = troubled(call.model, 'slow');
  const cancelled = (): number =>
    gateway.logs().filter(({ route, outcome }) => route === model && outcome === 'cancelled').length;
  const before = cancelled();
  const leaving = new AbortController();
  const watch = { signal: leaving.signal, onPiece: () => leaving.abort() };
  await client.stream({ ...call, model }, CHAT, watch).catch(() => undefined);
  expect(leaving.signal.aborted).toBe(true);
  await until('the gateway to stop for it', () => cancelled() > before);
}

/** What is not told the library's way is shown by the failing test. */
function expectTold(error: unknown, told: boolean): void {
  expect(told ? 'told' : String(error)).toBe('told');
}
