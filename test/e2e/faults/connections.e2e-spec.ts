import * as does from '../../support/behaviours/index.js';
import { call } from '../../support/http-call.js';
import { startTwoProviders, type TwoProviders } from './two-providers.js';

let pair: TwoProviders;

afterEach(() => pair.stop(), 30_000);

/** Neither attempts nor second tries are left to pay for a stale connection with. */
const FRUGAL = { failover: { max_attempts: 1, same_target_retries: 0 } };

describe('a connection that had served before', () => {
  it.each([
    ['is reset', does.resetBeforeHeaders],
    ['is closed', does.closeBeforeHeaders],
  ])(
    'and %s without a byte of reply costs no attempt, and charges nobody',
    async (_, dies) => {
      pair = await startTwoProviders({ route: FRUGAL });
      pair.a.play([does.ok(), dies(), does.ok()]);
      expect((await pair.ask()).status).toBe(200);
      const { status, headers } = await pair.ask();
      expect([status, headers['x-fairlead-target'], headers['x-fairlead-attempts']]).toEqual([
        200,
        'a/m',
        '2',
      ]);
      const [first, second, third] = pair.a.requests.map(({ connectionId }) => connectionId);
      expect([second === first, third === first]).toEqual([true, false]);
      expect((await pair.targets())['a/m']).toMatchObject({ circuit: 'healthy' });
    },
    30_000,
  );

  it('a new one that is reset is a failure like any other', async () => {
    pair = await startTwoProviders({ route: FRUGAL });
    pair.a.always(does.resetBeforeHeaders());
    expect((await pair.ask()).status).toBe(502);
    expect(pair.calls).toEqual([1, 0]);
  }, 30_000);

  it('is used again after a refusal and after a whole stream', async () => {
    pair = await startTwoProviders();
    pair.a.play([does.badRequest(), does.ok()]);
    for (const stream of [false, true, true, false]) await pair.ask({}, { stream });
    expect(new Set(pair.a.requests.map(({ connectionId }) => connectionId)).size).toBe(1);
  }, 30_000);
});

describe('a provider that dies and comes back', () => {
  it('is left in the middle of it, and taken again afterwards', async () => {
    pair = await startTwoProviders();
    const target = async (): Promise<unknown> => (await pair.ask()).headers['x-fairlead-target'];
    expect(await target()).toBe('a/m');
    await pair.a.kill();
    expect(await target()).toBe('b/m');
    await pair.a.revive();
    expect(await target()).toBe('a/m');
  }, 30_000);
});

describe('embeddings', () => {
  it('fail over as chats do', async () => {
    pair = await startTwoProviders();
    pair.a.always(does.notJson());
    const { status, headers, text } = await call(`${pair.gateway.apiUrl}/v1/embeddings`, {
      model: 'chat',
      input: ['one', 'two'],
    });
    expect([status, headers['x-fairlead-target'], headers['x-fairlead-attempts']]).toEqual([200, 'b/m', '2']);
    expect((JSON.parse(text) as { data: unknown[] }).data).toHaveLength(2);
  }, 30_000);
});
