import { availableParallelism } from 'node:os';
import { Findings } from '@fairlead/policy';
import type { ConfigProblemCode } from './problem-codes.js';
import { readWorkerCount } from './worker-count.js';

const read = (text: string | undefined): [number | undefined, string[]] => {
  const findings = new Findings<ConfigProblemCode>('fairlead.yaml');
  const count = readWorkerCount(text, findings);
  return [count, findings.problems().map(({ code }) => code)];
};

describe('the number of workers, from a flag or the environment', () => {
  it.each([
    [undefined, undefined],
    ['1', 1],
    ['8', 8],
    ['256', 256],
    ['auto', availableParallelism()],
  ])('%j is %j', (text, count) => {
    expect(read(text)).toEqual([count, []]);
  });

  it.each(['0', '-2', '1.5', 'many', '', ' 2', '257', '99999999999', '0x2', 'AUTO'])(
    '%j is refused',
    (text) => {
      expect(read(text)).toEqual([undefined, ['invalid-workers']]);
    },
  );
});
