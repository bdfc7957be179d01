import { jest } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { KitReport } from '@fairlead/plugin-sdk/testing';
import { fairlead } from '../cli/fairlead.js';
import { TempFiles } from '../cli/temp-files.js';
import { WRONG_PLUGINS } from './wrong-plugins.js';

/** Each check starts a process. */
jest.setTimeout(120_000);

const FIXTURE = {
  reply: { body: 'Aye.' },
  stream: { chunks: ['Aye.'] },
  says: { text: 'Aye.', finish: 'stop', usage: { input: 3, output: 1 } },
};

const files = new TempFiles();
beforeAll(() => {
  mkdirSync(dirname(files.path('fixtures/text.json')));
  files.write('fixtures/text.json', JSON.stringify(FIXTURE));
  files.write('package.json', '{"name":"wrong","type":"module"}');
});

describe('the kit catches a plugin in which', () => {
  it.each(WRONG_PLUGINS.map((wrong, index) => [wrong.mistake, index, wrong] as const))(
    '%s',
    async (_, index, { code, caughtBy }) => {
      const path = files.write(`wrong-${index}.js`, code);
      const { code: exit, stdout } = await fairlead(['plugin', 'check', path, '--only', caughtBy, '--json']);
      const { problems, subjects } = JSON.parse(stdout) as KitReport;
      expect(problems).toEqual([]);
      const found = subjects.flatMap(({ cases }) => cases).find((each) => each.code === caughtBy);
      expect(found).toMatchObject({ outcome: 'failed', why: expect.stringMatching(/\w/) as string });
      expect(stdout).not.toMatch(/kit-canary/);
      expect(exit).toBe(1);
    },
  );
});
