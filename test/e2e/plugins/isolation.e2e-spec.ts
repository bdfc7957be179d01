import { ok, slowDrip } from '../../support/behaviours/index.js';
import { createGate } from '../../support/time.js';
import { WildWorld } from './wild-world.js';

let world: WildWorld;

beforeAll(async () => {
  world = await WildWorld.start('worker');
}, 200_000);
afterAll(() => world?.stop(), 30_000);

describe('a plugin in a worker', () => {
  it('serves, with the steady provider beside it', async () => {
    const { status, headers } = await world.ask('well');
    expect([status, headers['x-fairlead-target']]).toEqual([200, 'wild/well']);
  }, 30_000);

  const ends = [
    ['loops for ever', 'loop', 'hung'],
    ['ends its thread', 'exit', 'exit'],
    ['eats its heap', 'heap', 'memory'],
    ['eats buffers', 'buffers', 'memory'],
    ['throws in a timer', 'timer', 'error'],
  ] as const;

  it.each(ends)(
    'that %s is started again, and nobody else loses anything',
    async (_, model, reason) => {
      const before = world.logged('plugin worker runs again').length;
      let over = false;
      const load = world.load(4, () => over);
      const answer = await world.ask(model, { stream: true });
      await world.restarted(before + 1);
      over = true;
      const { asked, lost } = await load;
      expect(lost).toEqual([]);
      expect(asked).toBeGreaterThan(10);
      // The attempt that did it was taken over, if its end was the worker's.
      expect([answer.status, answer.ending]).toEqual([200, 'complete']);
      const ended = world.logged('plugin worker ended, starting it again').at(-1);
      expect(ended).toMatchObject({ plugin: 'wild', reason });
      expect((await world.ask('well')).headers['x-fairlead-target']).toBe('wild/well');
    },
    60_000,
  );

  it('takes its open streams with it, and they do not pass for whole', async () => {
    const before = world.logged('plugin worker runs again').length;
    world.server.play([slowDrip(50), ok()]);
    const begun = createGate();
    const broken = world.ask('well', { stream: true }, () => begun.open());
    await begun.opened;
    await world.ask('exit', { stream: true });
    const { status, text } = await broken;
    expect([status, text]).toEqual([200, expect.stringContaining('"error"')]);
    expect(text).not.toContain('[DONE]');
    await world.restarted(before + 1);
  }, 30_000);

  it('is counted', async () => {
    const counted = await world.metric('fairlead_plugin_restarts_total{');
    expect(counted.sort()).toEqual([
      'fairlead_plugin_restarts_total{plugin="wild",reason="error"} 1',
      'fairlead_plugin_restarts_total{plugin="wild",reason="exit"} 2',
      'fairlead_plugin_restarts_total{plugin="wild",reason="hung"} 1',
      'fairlead_plugin_restarts_total{plugin="wild",reason="memory"} 2',
    ]);
  }, 30_000);
});
