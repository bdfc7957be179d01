import type { Choice } from '@fairlead/routing';
import type { NextStep } from './failover.js';
import { History } from './history.js';

type Failed = Pick<Choice, 'target' | 'info' | 'tier'>;

/** The parts of a choice that a history reads. */
function choice(id: string, contextWindow?: number): Choice {
  const info = {
    scopes: { endpoint: `${id}:443`, credential: `${id}-key`, model: `m@${id}` },
    ...(contextWindow !== undefined && { contextWindow }),
  };
  const failed = { target: { id }, info, tier: { name: 'tier-1' } } as Failed;
  return failed as Choice;
}

function after(step: NextStep & { step: 'next' }, contextWindow?: number, promptTokens = 10): History {
  const history = new History();
  history.failed(choice('p/m', contextWindow), step, promptTokens);
  return history;
}

describe('History', () => {
  it('remembers target, endpoint and credential of every failure', () => {
    const history = after({ step: 'next', among: 'any' });
    history.failed(choice('q/m'), { step: 'next', among: 'any' }, 10);
    expect([...history.tried]).toEqual(['p/m', 'q/m']);
    expect([...history.failedEndpoints]).toEqual(['p/m:443', 'q/m:443']);
    expect([...history.failedCredentials]).toEqual(['p/m-key', 'q/m-key']);
    expect(history.barredCredentials.size).toBe(0);
    expect([history.tier, history.afterTier, history.minContextTokens]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('bars the credential that is out of money', () => {
    expect([...after({ step: 'next', among: 'other_credential' }).barredCredentials]).toEqual(['p/m-key']);
  });

  it('leaves the tier behind, or goes to the one a rule names', () => {
    expect(after({ step: 'next', among: 'next_tier' }).afterTier).toBe('tier-1');
    expect(after({ step: 'next', among: 'any', to: 'long' }).tier).toBe('long');
  });

  it.each([
    { window: 8000, prompt: 9000, least: 9000 },
    { window: 8000, prompt: 10, least: 8000 },
    { window: undefined, prompt: 10, least: 10 },
  ])('after a prompt of $prompt did not fit $window: more than $least', ({ window, prompt, least }) => {
    expect(after({ step: 'next', among: 'larger_context' }, window, prompt).minContextTokens).toBe(least);
  });

  it('lets a forgiven target be chosen again, in a domain that still counts as failed', () => {
    const history = after({ step: 'next', among: 'any' });
    history.forgive('p/m');
    expect(history.tried.size).toBe(0);
    expect(history.failedEndpoints.has('p/m:443')).toBe(true);
  });
});
