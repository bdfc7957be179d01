import { configOf } from './config-of.js';
import { Secret } from './decorators.js';

class Keys {
  @Secret() needed?: string;
  @Secret({ optional: true }) spare?: string;
}

describe('Secret', () => {
  it.each<[given: Record<string, string>, unset: string[]]>([
    [{}, ['needed']],
    [{ needed: 'a' }, []],
    [{ spare: 'b' }, ['needed']],
    [{ needed: '  ', spare: '' }, ['needed']],
  ])('%j leaves %j unset', (given, unset) => {
    expect(configOf(Keys).parse(given)).toMatchObject({ ok: true, unset });
  });

  it('redacts an optional one too', () => {
    expect(configOf(Keys).secrets).toEqual(['needed', 'spare']);
  });
});
