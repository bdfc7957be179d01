import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAddress } from './address.js';
import { resolveReference } from './secret-reference.js';

describe('an address', () => {
  it.each([
    ['127.0.0.1:8080', { host: '127.0.0.1', port: 8080 }],
    ['[::1]:0', { host: '::1', port: 0 }],
    [':8080', { host: '0.0.0.0', port: 8080 }],
    ['8080', { host: '127.0.0.1', port: 8080 }],
    ['localhost:65535', { host: 'localhost', port: 65_535 }],
    ['127.0.0.1:65536', undefined],
    ['127.0.0.1', undefined],
    ['a b:1', undefined],
    ['', undefined],
  ])('%j', (text, address) => {
    expect(parseAddress(text)).toEqual(address);
  });
});

describe('a reference', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-reference-'));
  beforeAll(() => writeFileSync(join(folder, 'key'), '  from-file\n'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (path: string): string => readFileSync(path, 'utf8');
  const env = { KEY: ' from-env\n', EMPTY: '' };

  it.each([
    ['plain text', 'plain text'],
    ['${KEY}', 'from-env'],
    [' ${KEY} ', 'from-env'],
    ['${UNSET}', undefined],
    ['${EMPTY}', undefined],
    ['${UNSET:-fallback}', 'fallback'],
    ['${KEY:-fallback}', 'from-env'],
    ['${file:key}', 'from-file'],
  ])('%j', (text, value) => {
    expect(resolveReference(text, env, folder, read)).toEqual({ ok: true, value });
  });

  it.each(['Bearer ${KEY}', '${KEY', '${file:missing}', '${1KEY}'])('%j is refused', (text) => {
    expect(resolveReference(text, env, folder, read)).toMatchObject({ ok: false });
  });
});
