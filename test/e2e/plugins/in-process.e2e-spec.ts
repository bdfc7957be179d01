import { until } from '../../support/time.js';
import { WildWorld } from './wild-world.js';

let world: WildWorld;

beforeAll(async () => {
  world = await WildWorld.start('none');
}, 200_000);
afterAll(() => world?.stop(), 30_000);

/** The line of the log that says so, once it is there. */
function logged(message: string): Promise<Readonly<Record<string, unknown>>> {
  return until(message, () => world.logged(message).at(-1), { timeoutMs: 10_000 });
}

describe('a plugin in the process', () => {
  it('that blocks is named by the watchdog, with the call', async () => {
    expect((await world.ask('block', { stream: true })).status).toBe(200);
    expect(await logged('the event loop stood still')).toMatchObject({ plugin: 'wild', call: 'address' });
    const [stalls] = await world.metric('fairlead_event_loop_stalls_total{plugin="wild"');
    expect(stalls).toMatch(/call="address"\} [1-9]/);
  }, 30_000);

  it.each([
    ['leaves a rejected promise to nobody', 'reject', /^for the provider with the key \[redacted\]$/],
    ['throws in a timer', 'timer', /^thrown in a timer$/],
  ])(
    'that %s is named, and the gateway serves on',
    async (_, model, message) => {
      expect((await world.ask(model, { stream: true })).status).toBe(200);
      const said = await until(model, () =>
        world.logged('plugin left an error to nobody').find((line) => message.test(String(line['message']))),
      );
      expect(said['plugin']).toBe('wild');
      expect((await world.ask('well')).headers['x-fairlead-target']).toBe('wild/well');
    },
    30_000,
  );

  it('that calls process.exit gets an error, and the gateway serves on', async () => {
    const { status, text } = await world.ask('exit', { stream: true });
    expect([status, text]).toEqual([500, expect.stringContaining('called process.exit()')]);
    expect((await world.ask('well')).status).toBe(200);
  }, 30_000);

  it('that keeps throwing is left alone for a while, and others take over', async () => {
    const seen: number[] = [];
    for (let i = 0; i < 6; i++) seen.push((await world.ask('throw', { stream: true })).status);
    expect(seen).toEqual([500, 500, 500, 500, 500, 200]);
    expect(await logged('plugin keeps failing and is left alone')).toMatchObject({
      plugin: 'wild',
      provider: 'wild',
      message: 'a slip of the pen',
    });
    const [thrown] = await world.metric('fairlead_plugin_errors_total{plugin="wild",call="address"}');
    // Five of these, and the call that wanted to end the process.
    expect(thrown).toMatch(/ 6$/);
  }, 30_000);

  it('that loops for ever is named while the process stands still', async () => {
    await world.stop();
    world = await WildWorld.start('none');
    const lost = world.ask('loop', { stream: true }).catch(() => undefined);
    const line = /the event loop has stood still for \d+ s, in address\(\) of the plugin wild/;
    await until('a word on it', () => line.test(world.gateway.output()), { timeoutMs: 20_000 });
    await world.gateway.kill();
    await lost;
  }, 40_000);
});
