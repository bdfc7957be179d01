import type { RequestFacts } from '@fairlead/plugin-sdk';
import type { BudgetPlan, MatchFacts, RoutePlan } from '@fairlead/policy';
import type { Router, TargetInfo } from '@fairlead/routing';
import { Purse } from './purse.js';
import { Spending } from './spending.js';

const budget = (name: string, appliesTo: BudgetPlan['appliesTo']): BudgetPlan => ({
  name,
  limitNanoUsd: 1000,
  per: 'day',
  appliesTo,
  onExceeded: { action: 'reject' },
  line: 1,
});
const team = budget('team', 'requests');
const hedges = budget('hedges', 'hedges');
const shadow = budget('shadow', 'shadow');

/** A nano-dollar per token. */
const info = {
  price: { source: 'policy', costNanoUsd: ({ input = 0, output = 0 }) => input + output },
} as unknown as TargetInfo;

function setUp(facts: Partial<RequestFacts> = {}) {
  const spending = new Spending({ wall: () => new Date('2026-05-05T12:00:00Z') }, () => undefined);
  const purse = new Purse({
    spending,
    budgets: [team, hedges, shadow],
    router: { expectedOutputTokens: () => 300.4 } as unknown as Router,
    route: { budgets: [team] } as unknown as RoutePlan,
    facts: { operation: 'chat', promptTokens: 100, ...facts } as RequestFacts,
    asked: {} as MatchFacts,
  });
  const reserved = (): number[] =>
    [team, hedges, shadow].map((each) => spending.standing({ budget: each, scope: '' }).reservedNanoUsd);
  return { purse, reserved };
}

describe('a purse', () => {
  it.each<[string, Partial<RequestFacts>, number[]]>([
    ['what the route’s replies usually have', {}, [401, 0, 0]],
    ['what the caller allows', { maxOutputTokens: 50 }, [150, 0, 0]],
    ['what the caller allows, be it more than usual', { maxOutputTokens: 900 }, [1000, 0, 0]],
    ['nothing for counting tokens', { operation: 'count_tokens' }, [0, 0, 0]],
  ])('sets aside %s', (_, facts, sums) => {
    const { purse, reserved } = setUp(facts);
    expect(purse.reserve(info)).toBeDefined();
    expect(reserved()).toEqual(sums);
  });

  it('pays a hedge from the request’s budgets and from all for hedges', () => {
    const { purse, reserved } = setUp({ maxOutputTokens: 400 });
    const hold = purse.reserve(info, 'hedges')!;
    expect(reserved()).toEqual([500, 500, 0]);
    hold.release();
    expect(reserved()).toEqual([0, 0, 0]);
  });

  it('has nothing for a hedge that one of them does not pay for', () => {
    const { purse, reserved } = setUp({ maxOutputTokens: 400 });
    purse.reserve(info, 'hedges')!.settle({ kind: 'done', bill: { costNanoUsd: 600 } });
    expect(purse.reserve(info, 'hedges')).toBeUndefined();
    expect(purse.unfit(info)).toBe('budget:team');
    expect(reserved()).toEqual([0, 0, 0]);
  });
});
