import type { ConfigProblem } from '@fairlead/plugin-sdk';
import { Findings } from '../document/findings.js';
import { readDocument } from '../document/read-document.js';
import { reportConfigProblems } from './config-problems.js';

const yaml = `plugin: acme
options:
  base_ulr: http://x
  models:
    - { id: a, window: -1 }
`;

describe('problems of a plugin find their place in the file', () => {
  it.each<[ConfigProblem, string]>([
    [{ path: ['base_ulr'], code: 'unknown_key', message: 'm' }, '3:3 unknown-key unknown key "base_ulr"'],
    [{ path: ['base_ulr'], code: 'invalid', message: 'no URL' }, '3:13 invalid-value no URL'],
    [{ path: ['models', 0, 'window'], code: 'invalid', message: 'negative' }, '5:24 invalid-value negative'],
    [
      { path: ['models', 0, 'window'], code: 'unknown_key', message: 'no window' },
      '5:16 unknown-key no window',
    ],
    [{ path: ['models', 7, 'window'], code: 'missing', message: 'gone' }, '5:5 missing-key gone'],
    [{ path: ['base_url'], code: 'missing', message: 'required' }, '3:3 missing-key required'],
    [{ path: [], code: 'invalid', message: 'not a map' }, '3:3 invalid-value not a map'],
  ])('%j', (problem, expected) => {
    const findings = new Findings('fairlead.yaml');
    const root = readDocument(yaml, findings);
    const options = root?.kind === 'map' ? root.entries[1]?.value : undefined;
    reportConfigProblems([problem], options!, { keys: ['base_url', 'models'] }, findings);
    const found = findings.problems().map((p) => `${p.line}:${p.column} ${p.code} ${p.message}`);
    expect(found).toEqual([expected]);
  });

  it('guesses the key that was meant', () => {
    const findings = new Findings('fairlead.yaml');
    const root = readDocument('base_ulr: x', findings)!;
    const problem = { path: ['base_ulr'], code: 'unknown_key', message: 'unknown' } as const;
    reportConfigProblems([problem], root, { keys: ['base_url'] }, findings);
    expect(findings.problems()[0]?.hint).toBe('did you mean "base_url"?');
  });
});
