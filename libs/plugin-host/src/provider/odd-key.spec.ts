import { oddKey } from './odd-key.js';

describe('an odd key', () => {
  it.each<[string, string, RegExp | undefined]>([
    ['as it should be', 'sk-abc123', undefined],
    ['with white space around it, which is trimmed', '  sk-abc123\n', undefined],
    ['with the scheme', 'Bearer sk-abc123', /"Bearer "/],
    ['with the scheme, small', 'bearer sk-abc123', /"Bearer "/],
    ['in quotes', '"sk-abc123"', /quotes/],
    ['in two lines', 'sk-abc\n123', /white space/],
    ['with a space of another width', 'sk-abc\u00a0123', /white space/],
    ['with a dash that a word processor made', 'sk–abc', /no HTTP header/],
    ['not filled in', '<your key>', /white space|placeholder/],
    ['a variable that was not replaced', '$ALPHA_KEY', /placeholder/],
    ['of another vendor', 'hs-abc123', /"sk-" or "pk-"/],
  ])('%s', (_, value, told) => {
    const odd = oddKey('api_key', value, ['sk-', 'pk-']);
    if (told === undefined) expect(odd).toBeUndefined();
    else expect(odd).toEqual({ option: 'api_key', what: expect.stringMatching(told) as string });
    expect(odd?.what ?? '').not.toContain('abc123');
  });

  it('may begin with anything where nothing is known', () => {
    expect(oddKey('api_key', 'whatever')).toBeUndefined();
  });
});
