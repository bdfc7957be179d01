import type { Conditions } from './conditions.js';
import type { MatchFacts } from './match.js';
import { compileMatcher } from './matcher.js';

const facts: MatchFacts = {
  model: 'gpt-4.1',
  stream: false,
  promptTokens: 10,
  capabilities: [],
  operation: 'chat',
  labels: { team: 'core', region: 'eu' },
  headers: { 'x-app': 'shop', 'x-roles': ['reader', 'writer'] },
};
const nothing = { headers: new Map(), labels: new Map() };

describe('a matcher', () => {
  it.each<[string, Conditions, string | undefined]>([
    ['takes anything without conditions', nothing, undefined],
    ['a model by name', { ...nothing, models: ['x', 'gpt-4.1'] }, undefined],
    ['a model by pattern', { ...nothing, models: ['gpt-*'] }, undefined],
    ['another model', { ...nothing, models: ['claude-*', 'gpt'] }, 'model'],
    ['the operation', { ...nothing, operations: ['chat'] }, undefined],
    ['another operation', { ...nothing, operations: ['embeddings'] }, 'endpoint'],
    ['a label', { ...nothing, labels: new Map([['team', ['web', 'core']]]) }, undefined],
    ['another label', { ...nothing, labels: new Map([['team', ['web']]]) }, 'labels.team'],
    ['an absent label', { ...nothing, labels: new Map([['tier', ['gold']]]) }, 'labels.tier'],
    ['a header', { ...nothing, headers: new Map([['x-app', ['shop']]]) }, undefined],
    ['one of a repeated header', { ...nothing, headers: new Map([['x-roles', ['writer']]]) }, undefined],
    ['an absent header', { ...nothing, headers: new Map([['x-no', ['1']]]) }, 'headers.x-no'],
    [
      'two labels, the second wrong',
      {
        ...nothing,
        labels: new Map([
          ['team', ['core']],
          ['region', ['us']],
        ]),
      },
      'labels.region',
    ],
  ])('%s', (_what, conditions, mismatch) => {
    const matcher = compileMatcher(conditions);
    expect(matcher.mismatch(facts)).toBe(mismatch);
    expect(matcher.matches(facts)).toBe(mismatch === undefined);
  });

  it('lists the exact names only', () => {
    const matcher = compileMatcher({ ...nothing, models: ['chat', 'gpt-*'] });
    expect([matcher.namesModel, matcher.models]).toEqual([true, ['chat']]);
    expect([compileMatcher(nothing).namesModel, compileMatcher(nothing).models]).toEqual([false, []]);
  });
});
