import fc from 'fast-check';
import { redactSecrets, redactorOf } from './redact.js';

describe('redactSecrets', () => {
  it.each([
    ['Bearer sk-abc123', ['sk-abc123'], 'Bearer [redacted]'],
    ['twice sk-abc123 and sk-abc123', ['sk-abc123'], 'twice [redacted] and [redacted]'],
    ['no tail: sk-abc123-long', ['sk-abc123', 'sk-abc123-long'], 'no tail: [redacted]'],
    ['GET /v1?key=p%40ss%2Fword', ['p@ss/word'], 'GET /v1?key=[redacted]'],
    ['{"k":"say \\"open\\""}', ['say "open"'], '{"k":"[redacted]"}'],
    ['pattern a.*b(c', ['a.*b(c'], 'pattern [redacted]'],
    ['axxbc stays', ['a.*bc'], 'axxbc stays'],
    ['trimmed: hs-key-1', [' hs-key-1\n'], 'trimmed: [redacted]'],
    ['the key to a door', ['', ' ', 'key'], 'the key to a door'],
  ])('%p without %p is %p', (text, secrets, expected) => {
    expect(redactSecrets(text, secrets)).toBe(expected);
  });

  it('leaves no secret in any text', () => {
    const secret = fc.string({ minLength: 8 }).filter((text) => text.trim().length >= 8);
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1 }), fc.string(), fc.string(), (secrets, before, after) => {
        const redact = redactorOf(secrets);
        for (const each of secrets)
          expect(redact(`${before}|${each.trim()}|${after}`).split('|')).not.toContain(each.trim());
      }),
    );
  });
});
