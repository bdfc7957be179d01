import fc from 'fast-check';
import { matchesPattern } from './model-pattern.js';

describe('a model pattern', () => {
  it.each<[string, string, boolean]>([
    ['gpt-*', 'gpt-4.1', true],
    ['gpt-*', 'gpt-', true],
    ['gpt-*', 'gpt', false],
    ['*', '', true],
    ['*-mini', 'gpt-4.1-mini', true],
    ['*-mini', 'gpt-4.1-mini-high', false],
    ['a*b*c', 'aXbXbXc', true],
    ['a*b*c', 'acb', false],
    ['a.c', 'abc', false],
    ['GPT', 'gpt', false],
    ['gpt-*', 'gpt-4*', true],
    ['gpt-4*', 'gpt-*', false],
  ])('%s against %s: %s', (pattern, name, expected) => {
    expect(matchesPattern(pattern, name)).toBe(expected);
  });

  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });

  it('agrees with the regular expression of the same meaning', () => {
    fc.assert(
      fc.property(letters, letters, (pattern, name) => {
        const regexp = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
        expect(matchesPattern(pattern, name)).toBe(regexp.test(name));
      }),
    );
  });

  it('that matches another pattern matches whatever that one matches', () => {
    // About one draw in a hundred meets the condition, so many are drawn, and some must have met it.
    let met = 0;
    fc.assert(
      fc.property(letters, letters, letters, (wide, narrow, name) => {
        if (!matchesPattern(wide, narrow) || !matchesPattern(narrow, name)) return;
        met++;
        expect(matchesPattern(wide, name)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
    expect(met).toBeGreaterThan(10);
  });
});
