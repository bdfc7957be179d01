import { existsSync } from 'node:fs';
import { describeWithFixtures, fixturesFolder, loadCaptures, loadDocumentedErrors } from './fixtures.js';

describe('where the captures are', () => {
  it('an empty FAIRLEAD_FIXTURES does without', () => {
    expect(fixturesFolder({ FAIRLEAD_FIXTURES: '' })).toBeUndefined();
  });

  it('a FAIRLEAD_FIXTURES without captures is an error that says what to do', () => {
    expect(() => fixturesFolder({ FAIRLEAD_FIXTURES: '/nowhere' })).toThrow(
      'FAIRLEAD_FIXTURES=/nowhere: no wire/index.jsonl there; correct the path or unset the variable',
    );
  });
});

describeWithFixtures('the captures', (folder) => {
  it('are filtered by endpoint, provider, status and stream', () => {
    const all = loadCaptures(folder, { endpoint: 'chat.completions' });
    const [first] = all;
    if (!first) throw new Error('no capture of chat completions at all');
    const filter = { endpoint: 'chat.completions', providers: [first.provider], status: 200 } as const;
    const streams = loadCaptures(folder, { ...filter, stream: true });
    const bodies = loadCaptures(folder, { ...filter, stream: false });
    expect(streams.every(({ response }) => response.status === 200 && response.sse !== undefined)).toBe(true);
    expect(bodies.every(({ response }) => response.status === 200 && response.body !== undefined)).toBe(true);
    expect(bodies.length).toBeGreaterThan(0);
    expect(bodies.length + streams.length).toBe(
      all.filter((one) => one.provider === first.provider && one.response.status === 200).length,
    );
    expect(existsSync(`${folder}/wire/${first.file}`)).toBe(true);
  });

  it('documented errors carry a status and a kind', () => {
    const errors = loadDocumentedErrors(folder);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.filter(({ status, kind }) => !(status >= 200 && kind))).toEqual([]);
  });
});
