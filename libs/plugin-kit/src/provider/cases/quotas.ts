import { readRateLimitHeaders, type ReplyHeaders } from '@fairlead/plugin-sdk';
import { isDeepStrictEqual } from 'node:util';
import { must, mustEqual, NotClaimed } from '../../report/verdict.js';
import { moored } from '../pose.js';
import type { ProviderCase } from '../provider-case.js';
import { withOptions } from '../subject.js';

/** As most vendors write them; a plugin without words of its own reads these. */
const USUAL: ReplyHeaders = {
  'x-ratelimit-limit-requests': '100',
  'x-ratelimit-remaining-requests': '7',
  'x-ratelimit-reset-requests': '30s',
};

/** Headers that say nothing, or nonsense. */
const NONSENSE: readonly ReplyHeaders[] = [
  {},
  { date: 'yesterday' },
  { 'x-ratelimit-limit-requests': 'soon', 'x-ratelimit-remaining-requests': '-1' },
  { 'retry-after': '-1', 'x-ratelimit-reset-requests': 'never' },
];

/** What replies say of rate limits. */
export const QUOTAS: readonly ProviderCase[] = [
  {
    code: 'provider.quota',
    title: 'rate limits in headers of a reply are read',
    async run(subject) {
      for (const { headers, readings, options } of subject.fixtures.quota)
        await moored(withOptions(subject, options), async ({ provider }) =>
          mustEqual(JSON.stringify(headers), provider.quota(headers), readings),
        );
      if (subject.fixtures.quota.length > 0) return;
      await moored(subject, async ({ provider }) => {
        if (!isDeepStrictEqual(provider.quota(USUAL), readRateLimitHeaders(USUAL)))
          throw new NotClaimed('it reads headers of its own, and there is no fixtures/quota.json');
      });
    },
  },
  {
    code: 'provider.quota.nonsense',
    title: 'headers without limits, or with nonsense, are no reading',
    run: (subject) =>
      moored(subject, async ({ provider }) => {
        for (const headers of NONSENSE)
          must(provider.quota(headers).length === 0, `${JSON.stringify(headers)} was taken for a reading`);
      }),
  },
];
