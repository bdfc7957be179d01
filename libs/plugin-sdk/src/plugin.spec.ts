import { contractOf, CONTRACT_VERSION, definePlugin } from './plugin.js';

describe('definePlugin', () => {
  it('stamps the contract and keeps the manifest', () => {
    const plugin = definePlugin({ name: 'acme', providers: {} });
    expect(plugin).toMatchObject({ name: 'acme', providers: {} });
    expect(contractOf(plugin)).toBe(CONTRACT_VERSION);
    expect(Object.isFrozen(plugin)).toBe(true);
  });

  it('is read by another copy of the SDK', () => {
    expect(contractOf({ name: 'acme', [Symbol.for('fairlead.plugin.contract')]: 7 })).toBe(7);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a function', () => ({ name: 'acme' })],
    ['a manifest without the stamp', { name: 'acme', providers: {} }],
    ['a stamp that is no number', { [Symbol.for('fairlead.plugin.contract')]: '1' }],
  ])('finds no contract in %s', (_what, value) => {
    expect(contractOf(value)).toBeUndefined();
  });
});
