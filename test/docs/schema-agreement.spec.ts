import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { compilePolicy, type PolicyCatalog, type Problem } from '@fairlead/policy';
import { strategiesByName } from '@fairlead/routing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { parse } from 'yaml';
import { goldenCases } from '../policy/golden-cases.js';
import { pagePolicies, samplePolicies, shippedPolicies } from '../support/policy-corpus.js';
import { builtInSchemas } from './built-in-schemas.js';
import { mutations, type Json } from './mutations.js';

const CONFIG = resolve(import.meta.dirname, '../../config');
const catalog: PolicyCatalog = { strategies: strategiesByName() };
const schemas = await builtInSchemas();
const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true });
const policy = ajv.compile<unknown>(schemas.policy);
const configuration = ajv.compile<unknown>(schemas.configuration);

/** What a schema can know: how a value is spelled and which keys there are, not what names lead to. */
const OF_SHAPE = [
  'conflicting-keys',
  'invalid-duration',
  'invalid-percent',
  'invalid-target',
  'invalid-value',
  'missing-key',
  'unit-missing',
  'unknown-class',
  'unknown-key',
  'unknown-strategy',
  'unsupported-value',
  'unsupported-version',
  'wrong-type',
];

const policies = [...shippedPolicies(), ...pagePolicies('docs/policies.md'), ...samplePolicies()];

/** What a parser of YAML says, or makes of it, before there are values. */
function isBeforeShape({ code }: Problem): boolean {
  const codes = [
    'duplicate-key',
    'empty-file',
    'invalid-key',
    'merge-key',
    'too-many-aliases',
    'unknown-anchor',
    'yaml-syntax',
  ];
  return codes.includes(code);
}

/** An empty option of a plugin is as good as none: nothing an editor should propose. */
function hasEmptyOption(node: Json): boolean {
  if (typeof node !== 'object' || node === null) return false;
  return Object.entries(node as object).some(
    ([key, value]) =>
      (key === 'strategy' && JSON.stringify(value).includes('null')) || hasEmptyOption(value as Json),
  );
}

describe('the schema of a policy', () => {
  it.each(policies)('takes %s', (_file, text) => {
    policy(parse(text));
    expect(policy.errors ?? []).toEqual([]);
  });

  const golden = goldenCases.filter(({ compiled }) => !compiled.problems.some(isBeforeShape));

  it.each(golden)('agrees with the reader on the case $name', ({ text, compiled }) => {
    const shaped = compiled.problems.filter(
      ({ code, file }) => file === 'policy.yaml' && OF_SHAPE.includes(code),
    );
    expect(policy(parse(text))).toBe(shaped.length === 0);
  });

  it('agrees with the reader on every spoilt policy (seed 7)', () => {
    const sound = golden.filter(({ compiled }) => compiled.plan);
    const texts = [...policies.map(([, text]) => text), ...sound.map(({ text }) => text)];
    const documents = texts.map((text) => parse(text) as Json);
    fc.assert(
      fc.property(fc.constantFrom(...documents).chain(mutations), (document) => {
        fc.pre(!hasEmptyOption(document));
        const text = JSON.stringify(document);
        const { problems } = compilePolicy(text, 'policy.yaml', catalog);
        const shaped = problems.filter(({ code }) => OF_SHAPE.includes(code));
        const taken = policy(document);
        if (taken === (shaped.length === 0)) return;
        throw new Error(`${text}\n${JSON.stringify(shaped.length > 0 ? shaped : policy.errors, null, 1)}`);
      }),
      { seed: 7, numRuns: 1500 },
    );
  });
});

describe('the schema of the configuration', () => {
  it.each(['fairlead.yaml', 'production.yaml'])('takes %s', (file) => {
    configuration(parse(readFileSync(resolve(CONFIG, file), 'utf8')));
    expect(configuration.errors ?? []).toEqual([]);
  });

  const provider = (name: string, options: object): object => ({
    version: 1,
    policy: 'policy.yaml',
    providers: { [name]: options },
  });

  it.each<[string, unknown, boolean]>([
    ['a provider named after its type', provider('openai', { api_key: '${KEY}' }), true],
    ['a provider with nothing to say', provider('openai', null as never), true],
    ['a provider with another type', provider('eu', { type: 'openai' }), true],
    ['a name of a type with another type', provider('openai', { type: 'simulator', seed: 2 }), true],
    ['a provider without a type', provider('eu', {}), false],
    ['a type that nobody has', provider('eu', { type: 'telex' }), false],
    ['an option of another type', provider('openai', { seed: 2 }), false],
    ['an address that is none', provider('openai', { base_url: 'here' }), false],
    ['an address from the environment', provider('openai', { base_url: '${URL:-none}' }), true],
    ['a duration without its unit', provider('simulator', { first_token: 20 }), false],
    ['a provider without what it needs', provider('azure-openai', {}), false],
    ['no providers', { version: 1, policy: 'policy.yaml' }, false],
    ['another version', { ...provider('openai', {}), version: 2 }, false],
    ['an unknown key', { ...provider('openai', {}), logs: {} }, false],
  ])('%s', (_what, document, valid) => {
    expect(configuration(document)).toBe(valid);
  });
});
