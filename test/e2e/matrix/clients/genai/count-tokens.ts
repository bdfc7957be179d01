import type { OwnCase } from '../../stage.js';
import { connect } from './generate.js';

/** The vendor's own count, another vendor's, or an estimate where there is none: never nothing. */
export const playCountTokens: OwnCase = async ({ call }) => {
  const { models } = connect(call);
  const count = async (contents: string): Promise<number | undefined> =>
    (await models.countTokens({ model: call.model, contents })).totalTokens;
  const few = await count('Where shall we berth tonight?');
  expect(few).toBeGreaterThan(0);
  expect(await count('Where shall we berth tonight? '.repeat(10))).toBeGreaterThan(few ?? Infinity);
};
