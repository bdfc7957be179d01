import { jest } from '@jest/globals';
import type { KitReport } from '@fairlead/plugin-sdk/testing';
import { fairlead } from '../e2e/cli/fairlead.js';

/** Each check starts a process. */
jest.setTimeout(120_000);

/** What each does not claim, and need not. */
it.each([
  ['time-of-day', ['strategy.snapshot']],
  [
    'cohere',
    [
      'provider.stream.comments',
      'provider.stream.malformed',
      'provider.stream.error',
      'provider.back_pressure',
    ],
  ],
  [
    'bedrock',
    [
      'provider.probe',
      'provider.embeddings',
      'provider.stream.comments',
      'provider.stream.malformed',
      'provider.stream.error',
      'provider.back_pressure',
    ],
  ],
])('the kit passes the example %s', async (name, unclaimed) => {
  const { code, stdout } = await fairlead(['plugin', 'check', `./examples/${name}`, '--json']);
  const { problems, subjects } = JSON.parse(stdout) as KitReport;
  const cases = subjects.flatMap((subject) => subject.cases);
  const having = (outcome: string): string[] =>
    cases.filter((each) => each.outcome === outcome).map((each) => each.code);
  expect({ code, problems, failed: having('failed') }).toEqual({ code: 0, problems: [], failed: [] });
  // The kit may come to claim more; nothing that is proven now may silently drop out.
  expect(unclaimed).toEqual(expect.arrayContaining(having('not_claimed')));
});
