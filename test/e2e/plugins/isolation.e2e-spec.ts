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

  const ends: [how: string, model: string, reasons: readonly string[]][] = [
    ['loops for ever', 'loop', ['hung']],
    ['ends its thread', 'exit', ['exit']],
    // Where the machine is slow it collects garbage for so long that its loop stands still.
    ['eats its heap', 'heap', ['memory', 'hung']],
    ['eats buffers', 'buffers', ['memory', 'hung']],
    ['throws in a timer', 'timer', ['error']],
  ];

  it.each(ends)(
    'that %s is started again, and nobody else loses anything',
    async (_, model, reasons) => {
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
      expect(ended).toMatchObject({ plugin: 'wild' });
      expect(reasons).toContain(ended!['reason']);
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
    const reasons = world
      .logged('plugin worker ended, starting it again')
      .map(({ reason }) => String(reason));
    const times = (reason: string): number => reasons.filter((each) => each === reason).length;
    expect(reasons.length).toBe(ends.length + 1);
    expect(counted.sort()).toEqual(
      [...new Set(reasons)]
        .sort()
        .map((reason) => `fairlead_plugin_restarts_total{plugin="wild",reason="${reason}"} ${times(reason)}`),
    );
  }, 30_000);
});
