import { compilePolicy } from './compile-policy.js';
import { findRoute, resolveAlias, type RouteFacts } from './find-route.js';
import { sampleCatalog } from './testing/sample-catalog.js';

const { plan } = compilePolicy(
  `version: 1
aliases: { gpt-4: large, large: chat }
routes:
  - { name: team, match: { labels: { team: core } }, targets: [alpha/a] }
  - { name: beta, match: { model: 'beta/*' }, targets: [beta/b] }
  - { name: chat, match: { model: chat }, targets: [alpha/a] }
  - { name: rest, match: any, targets: [gamma/c] }
`,
  'policy.yaml',
  sampleCatalog,
);

const facts: RouteFacts = {
  model: 'chat',
  operation: 'chat',
  stream: false,
  promptTokens: 10,
  capabilities: [],
  labels: {},
  headers: {},
  direct: false,
};

describe('the first route that matches', () => {
  it.each<[string, Partial<RouteFacts>, string | undefined]>([
    ['by model', {}, 'chat'],
    ['by label, above', { labels: { team: 'core' } }, 'team'],
    ['the catch-all', { model: 'other' }, 'rest'],
    ['a direct call passes over routes that name no model', { model: 'alpha/a', direct: true }, undefined],
    ['even those whose labels match', { model: 'beta/b', direct: true, labels: { team: 'core' } }, 'beta'],
    ['a slash alone makes no direct call', { model: 'meta/llama' }, 'rest'],
  ])('%s', (_what, given, name) => {
    expect(findRoute(plan!, { ...facts, ...given })?.name).toBe(name);
  });
});

describe('an alias', () => {
  it.each([
    ['large', 'chat'],
    ['gpt-4', 'chat'],
    ['chat', 'chat'],
    ['other', 'other'],
  ])('%s stands for %s', (model, name) => {
    expect(resolveAlias(plan!, model)).toBe(name);
  });
});
