import { jest } from '@jest/globals';
import { ok, slowBody } from '../../support/behaviours/index.js';
import { ensureBuilt } from '../../support/build.js';
import type { StreamAnswer } from '../../support/sse.js';
import { createGate, until } from '../../support/time.js';
import { exitCode } from '../operations/exit-code.js';
import { CrewWorld } from './crew-world.js';
import { keptConnections } from './kept-connections.js';

jest.setTimeout(30_000);

/** One gateway lives through all of this, in this order. */
let world: CrewWorld;
beforeAll(async () => {
  await ensureBuilt();
  world = await CrewWorld.start();
}, 180_000);
afterAll(() => world.stop());

/** Opens so many streams, half of whose content is with its caller. */
async function openStreams(count: number, held: Promise<void>): Promise<Promise<StreamAnswer>[]> {
  world.provider.always(slowBody(held));
  const begun = new Set<number>();
  const streams = Array.from({ length: count }, (_, n) => world.stream(() => begun.add(n)));
  await until('content on every stream', () => begun.size === count, { timeoutMs: 10_000 });
  return streams;
}

/** Answered so far: what the metrics have to say at every moment, whoever of the workers is gone. */
let counted = 0;
const requests = (): Promise<number> => world.metric('fairlead_requests_total');

async function chat(times: number): Promise<void> {
  world.provider.always(ok());
  for (let n = 0; n < times; n++) expect((await world.chat()).status).toBe(200);
  counted += times;
}

it('a worker that stands still holds up neither a scrape nor health, and gets its share afterwards', async () => {
  const [, still] = await world.serving(2);
  await chat(4);
  expect(await requests()).toBe(counted);
  process.kill(still!.pid, 'SIGSTOP');
  expect(await world.metric('fairlead_workers', 'silent')).toBe(1);
  expect(await requests()).toBe(counted);
  expect(await world.metric('fairlead_workers', 'serving')).toBe(1);
  // Of these it gets one at most.
  const callers = keptConnections(`${world.gateway.apiUrl}/health/live`, 10);
  const first = callers.ask();
  await until('the other to have all others', () => callers.answered >= 9);
  process.kill(still!.pid, 'SIGCONT');
  await first;
  await until('it to answer', async () => (await world.metric('fairlead_workers', 'serving')) === 2);
  const answeredByIt = async (): Promise<number> => {
    await callers.ask();
    const { text } = await world.admin('/workers/2/metrics');
    return Number(/^http_requests_total\{.*health.*\} (\d+)$/m.exec(text)?.[1] ?? 0);
  };
  let before = await answeredByIt();
  await until(
    'it to have a fair part of the connections',
    async () => {
      const now = await answeredByIt();
      const share = now - before;
      before = now;
      return share >= 3;
    },
    { timeoutMs: 20_000, everyMs: 50 },
  );
  callers.close();
});

it('a worker that is killed loses its own requests and no others, and another takes its place', async () => {
  const [doomed, other] = await world.serving(2);
  const gate = createGate();
  const streams = await openStreams(8, gate.opened);
  expect(await requests()).toBe(counted);
  const { text } = await world.admin('/workers/1/metrics');
  const lost = Number(/^fairlead_inflight\{.*\} (\d+)$/m.exec(text)?.[1]);
  expect(lost).toBeGreaterThan(0);
  expect(lost).toBeLessThan(8);
  process.kill(doomed!.pid, 'SIGKILL');
  await world.serving(2, [doomed!.pid]);
  gate.open();
  const all = await Promise.all(streams);
  expect(all.filter(({ ending }) => ending === 'cut')).toHaveLength(lost);
  for (const { ending, events } of all)
    expect(events.some(({ data }) => data === '[DONE]')).toBe(ending === 'complete');
  counted += 8 - lost;
  expect((await world.workers()).map(({ pid }) => pid)).toContain(other!.pid);
  await until('the counts of all', async () => (await requests()) === counted);
  expect(await world.metric('fairlead_worker_ends_total', 'crash')).toBe(1);
  await chat(4);
  expect(await requests()).toBe(counted);
});

it('a restart of all, one after the other, loses no request and ends with new processes', async () => {
  const before = (await world.serving(2)).map(({ pid }) => pid);
  const gate = createGate();
  const streams = await openStreams(4, gate.opened);
  world.provider.always(ok());
  const statuses: number[] = [];
  let goesOn = true;
  const load = (async () => {
    while (goesOn) statuses.push((await world.chat()).status);
  })();
  const { status } = await world.admin('/admin/workers/restart', { method: 'POST' });
  expect(status).toBe(200);
  await world.serving(2, before);
  goesOn = false;
  await load;
  gate.open();
  for (const stream of await Promise.all(streams)) expect(stream.ending).toBe('complete');
  expect(statuses.length).toBeGreaterThan(0);
  expect(new Set(statuses)).toEqual(new Set([200]));
  counted += statuses.length + 4;
  await until('the old ones to end', async () => {
    const pids = (await world.workers()).map(({ pid }) => pid);
    return before.every((pid) => !pids.includes(pid));
  });
  // Those that ended have said their last counts.
  expect(await requests()).toBe(counted);
});

it('those that are told to stop finish what they began, then the gateway exits with 0', async () => {
  const pids = (await world.serving(2)).map(({ pid }) => pid);
  const gate = createGate();
  const streams = await openStreams(4, gate.opened);
  // As a terminal or a service manager does: the signal reaches every process.
  for (const pid of [world.gateway.pid, ...pids]) process.kill(pid, 'SIGINT');
  const ready = (): Promise<number> => world.admin('/health/ready').then(({ status }) => status);
  await until('not ready', async () => (await ready()) === 503);
  expect((await world.admin('/health/live')).status).toBe(200);
  gate.open();
  for (const stream of await Promise.all(streams)) expect(stream.ending).toBe('complete');
  expect(await exitCode(world.gateway)).toBe(0);
  expect(world.gateway.logs().filter(({ level }) => Number(level) >= 50)).toHaveLength(1);
});
