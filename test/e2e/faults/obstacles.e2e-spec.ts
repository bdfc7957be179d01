import * as does from '../../support/behaviours/index.js';
import type { Behaviour } from '../../support/behaviours/behaviour.js';
import { startTwoProviders, type TwoProviders } from './two-providers.js';

let pair: TwoProviders;

afterEach(() => pair.stop(), 30_000);

const OUT_OF_REQUESTS = {
  'x-ratelimit-limit-requests': '10',
  'x-ratelimit-remaining-requests': '0',
  'x-ratelimit-reset-requests': '30s',
};

/** What one refusal teaches for the requests that follow. */
const LASTING: readonly (readonly [string, () => Behaviour, RegExp])[] = [
  ['429 with a hint', () => does.rateLimited({ retryAfterSeconds: 30 }), /^quota:until=(29\.\d+|30)s$/],
  ['429 with limits', () => does.rateLimited({ headers: OUT_OF_REQUESTS }), /^quota:until=(29\.\d+|30)s$/],
  ['the last request allowed', () => does.ok({ headers: OUT_OF_REQUESTS }), /^quota:until=(29\.\d+|30)s$/],
  ['401', () => does.unauthorized(), /^config:auth_invalid$/],
  ['402', () => does.failStatus(402), /^config:quota_exhausted$/],
  ['no credit', () => does.insufficientQuota(), /^config:quota_exhausted$/],
  ['403', () => does.failStatus(403), /^config:permission_denied$/],
  ['404', () => does.modelNotFound(), /^config:model_not_found$/],
];

describe('a target that cannot serve for a while', () => {
  it.each(LASTING)(
    '%s: it is left alone, its circuit stays closed, and health says why',
    async (_, behaviour, obstacle) => {
      pair = await startTwoProviders();
      pair.a.always(behaviour());
      expect((await pair.ask()).status).toBe(200);
      const next = await pair.ask();
      expect([next.status, next.headers['x-fairlead-target'], next.headers['x-fairlead-attempts']]).toEqual([
        200,
        'b/m',
        '1',
      ]);
      expect(pair.a.requests).toHaveLength(1);
      expect((await pair.targets())['a/m']).toMatchObject({
        circuit: 'healthy',
        obstacle: expect.stringMatching(obstacle) as string,
        model: { consecutiveFailures: 0 },
      });
    },
    30_000,
  );

  it('when all are out of quota, nobody is called and the caller learns when the first is back', async () => {
    pair = await startTwoProviders();
    pair.a.always(does.rateLimited({ retryAfterSeconds: 40 }));
    pair.b.always(does.rateLimited({ retryAfterSeconds: 20 }));
    await pair.ask();
    const { status, headers } = await pair.ask();
    expect([status, headers['x-should-retry'], headers['x-fairlead-attempts']]).toEqual([429, 'true', '0']);
    expect(headers['retry-after']).toMatch(/^(19|20)$/);
    expect(pair.calls).toEqual([1, 1]);
  }, 30_000);

  it('when all keys are refused, the caller sees a 503 of ours and never a 401', async () => {
    pair = await startTwoProviders();
    pair.a.always(does.unauthorized());
    pair.b.always(does.unauthorized());
    const statuses = [(await pair.ask()).status, (await pair.ask()).status];
    expect([statuses, pair.calls]).toEqual([
      [502, 503],
      [1, 1],
    ]);
  }, 30_000);
});
