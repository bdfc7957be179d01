import { readFileSync } from 'node:fs';
import { Fault, FAULT_CLASSES, FAULTS, isFault, isFaultClass, type FaultRule } from './fault.js';

describe('Fault', () => {
  it('carries its class, its words and what the provider said', () => {
    const fault = new Fault('rate_limited', 'too fast', { status: 429, retryAfterMs: 1500 });
    expect(fault).toBeInstanceOf(Error);
    expect(fault).toMatchObject({
      faultClass: 'rate_limited',
      message: 'too fast',
      details: { status: 429, retryAfterMs: 1500 },
    });
  });

  it('is recognised when another copy of the SDK made it', async () => {
    import.meta.jest.resetModules();
    const copy = await import('./fault.js');
    const fault = new copy.Fault('overloaded', 'busy');
    expect(copy.Fault).not.toBe(Fault);
    expect(fault).not.toBeInstanceOf(Fault);
    expect(isFault(fault) && fault.faultClass).toBe('overloaded');
  });

  it.each([[undefined], [null], ['overloaded'], [new Error('overloaded')], [{ faultClass: 'overloaded' }]])(
    'is not %p',
    (value) => {
      expect(isFault(value)).toBe(false);
    },
  );
});

describe('isFaultClass', () => {
  it.each<[value: unknown, is: boolean]>([
    ['overloaded', true],
    ['busy', false],
    ['constructor', false],
    [undefined, false],
    [503, false],
  ])('%p: %p', (value, is) => {
    expect(isFaultClass(value)).toBe(is);
  });
});

describe('FAULTS', () => {
  const SAME: Readonly<Record<FaultRule['same'], string>> = {
    no: 'no',
    fresh_connection: 'at once',
    short_hint: 'if told to wait 2 s at most',
    backoff: 'after a short wait',
    if_alone: 'if nothing else is free',
  };
  const NEXT: Readonly<Record<FaultRule['next'], string>> = {
    any: 'yes',
    other_credential: 'with another key',
    larger_context: 'with a larger context',
    larger_request: 'with a larger limit',
    surface: 'no',
  };
  const SETS: Readonly<Record<NonNullable<FaultRule['sets']>, string>> = {
    quota: 'quota',
    config_credential: 'the key is out',
    config_model: 'the model is out',
  };
  const rows = readFileSync(new URL('../../../docs/plugins.md', import.meta.url), 'utf8')
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter(([name = '']) => isFaultClass(name.replaceAll('`', '')))
    .map(([name, ...cells]) => [name!.replaceAll('`', ''), ...cells.slice(1)]);

  it('are the table in docs/plugins.md, row by row', () => {
    const table = Object.entries(FAULTS).map(([name, rule]: [string, FaultRule]) => [
      name,
      String(rule.status),
      { endpoint: 'its endpoint', model: 'the model', none: 'no' }[rule.charges],
      SAME[rule.same],
      NEXT[rule.next],
      rule.sets ? SETS[rule.sets] : '',
    ]);
    expect(rows).toEqual(table);
  });

  it.each(FAULT_CLASSES)(
    '%s is answered with an error status and counts only where someone is charged',
    (name) => {
      const rule: FaultRule = FAULTS[name];
      expect(rule.status).toBeGreaterThanOrEqual(400);
      expect(rule.consecutiveWeight > 0).toBe(rule.charges !== 'none');
    },
  );
});
