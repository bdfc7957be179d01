import * as does from '../../support/behaviours/index.js';
import type { Behaviour } from '../../support/behaviours/behaviour.js';
import { readStream } from '../../support/sse.js';
import { startTwoProviders, type TwoProviders } from './two-providers.js';

let pair: TwoProviders;

afterEach(() => pair.stop(), 30_000);

const both = (behaviour: () => Behaviour): void => {
  pair.a.always(behaviour());
  pair.b.always(behaviour());
};

async function askTimes(count: number, status: number): Promise<void> {
  for (let i = 0; i < count; i++) expect((await pair.ask()).status).toBe(status);
}

describe('circuits', () => {
  it('five failures in a row take a target out, and traffic goes on elsewhere', async () => {
    pair = await startTwoProviders();
    pair.a.always(does.notJson());
    await askTimes(8, 200);
    expect(pair.calls).toEqual([5, 8]);
    expect((await pair.targets())['a/m']).toMatchObject({
      circuit: 'ejected',
      obstacle: 'circuit:ejected',
    });
  }, 30_000);

  it('four failures and a success do not', async () => {
    pair = await startTwoProviders();
    pair.a.play([...Array.from({ length: 4 }, () => does.notJson()), does.ok()]);
    await askTimes(6, 200);
    expect(pair.calls).toEqual([6, 4]);
    expect((await pair.targets())['a/m']).toMatchObject({
      circuit: 'healthy',
      model: { consecutiveFailures: 0 },
    });
  }, 30_000);

  it('streams that break after content count as well', async () => {
    pair = await startTwoProviders();
    pair.a.always(does.cutMidStream(2));
    for (let i = 0; i < 5; i++) await readStream(pair.url, { model: 'chat', messages: [], stream: true });
    expect(pair.calls).toEqual([5, 0]);
    expect((await pair.targets())['a/m']).toMatchObject({ circuit: 'ejected' });
    expect((await pair.ask()).headers['x-fairlead-target']).toBe('b/m');
  }, 30_000);

  it('the only target of a route is never locked out', async () => {
    pair = await startTwoProviders({ route: { tiers: [{ targets: ['a/m'] }] } });
    pair.a.always(does.notJson());
    await askTimes(8, 502);
    pair.a.always(does.ok());
    await askTimes(1, 200);
    expect(pair.calls).toEqual([9, 0]);
  }, 30_000);

  it('when everyone is out, the one due back soonest is tried once, and the answer says so', async () => {
    pair = await startTwoProviders();
    both(does.emptyBody);
    await askTimes(5, 502);
    both(() => does.ok());
    const before = pair.calls;
    const { status, headers } = await pair.ask();
    expect([status, headers['x-fairlead-panic'], headers['x-fairlead-attempts']]).toEqual([200, '1', '1']);
    expect(pair.calls[0] + pair.calls[1]).toBe(before[0] + before[1] + 1);
  }, 30_000);

  it('with fail_fast it is a 503 that says when to come back', async () => {
    pair = await startTwoProviders({ route: { panic: { mode: 'fail_fast' } } });
    both(does.emptyBody);
    await askTimes(5, 502);
    const before = pair.calls;
    const { status, headers } = await pair.ask();
    expect([status, headers['x-should-retry']]).toEqual([503, 'true']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(pair.calls).toEqual(before);
  }, 30_000);

  it('a request that is poison charges nobody', async () => {
    pair = await startTwoProviders();
    both(() => does.failStatus(500));
    await askTimes(4, 502);
    expect(await pair.targets()).toMatchObject({
      'a/m': { circuit: 'healthy', model: { consecutiveFailures: 0 } },
      'b/m': { circuit: 'healthy', model: { consecutiveFailures: 0 } },
    });
  }, 30_000);
});
