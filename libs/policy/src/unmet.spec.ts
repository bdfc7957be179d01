import type { Requirement, TargetTraits } from './plan/index.js';
import { unmet } from './unmet.js';

const nothing: Requirement = { capabilities: [], tagsNoneOf: [], tagsAllOf: [] };
const unknown: TargetTraits = { tags: [] };
const known: TargetTraits = {
  tags: ['reseller', 'paid'],
  region: 'eu',
  data: { training: 'deny', retention: 'limited' },
  capabilities: ['tools'],
  contextWindow: 128_000,
  price: { inputNanoUsdPerMtok: 300_000_000, outputNanoUsdPerMtok: 1_200_000_000 },
};
const asked = { promptTokens: 100_000, maxOutputTokens: 30_000 };

describe('what a target does not meet', () => {
  it.each<[string, Partial<Requirement>, string | undefined]>([
    ['nothing asked', {}, undefined],
    ['a capability it has', { capabilities: ['tools'] }, undefined],
    ['one that it has not', { capabilities: ['tools', 'vision'] }, 'capability:vision'],
    ['the request does not fit', { context: 'auto' }, 'context:130000>128000'],
    ['a window that is large enough', { context: 128_000 }, undefined],
    ['a larger window', { context: 200_000 }, 'context:200000>128000'],
    ['its region', { regions: ['us', 'eu'] }, undefined],
    ['another region', { regions: ['us'] }, 'region'],
    ['as strict with data', { data: { training: 'deny' } }, undefined],
    ['stricter with data', { data: { training: 'deny', retention: 'zero' } }, 'data'],
    ['laxer with data', { data: { training: 'allow', retention: 'unlimited' } }, undefined],
    ['its very price', { maxPrice: { inputNanoUsdPerMtok: 300_000_000 } }, undefined],
    ['a lower price', { maxPrice: { outputNanoUsdPerMtok: 1_199_999_999 } }, 'price'],
    ['tags it has', { tagsAllOf: ['paid', 'reseller'] }, undefined],
    ['a tag it lacks', { tagsAllOf: ['paid', 'large'] }, 'tags'],
    ['a tag it must not have', { tagsNoneOf: ['large', 'reseller'] }, 'tags'],
  ])('%s', (_, requirement, reason) => {
    expect(unmet({ ...nothing, ...requirement }, known, asked)).toBe(reason);
  });

  it.each<[string, Partial<Requirement>, string | undefined]>([
    ['capabilities', { capabilities: ['tools'] }, 'capability:tools'],
    ['context', { context: 1 }, 'context:1>unknown'],
    ['context of a request', { context: 'auto' }, undefined],
    ['regions', { regions: ['eu'] }, 'region'],
    ['training', { data: { training: 'deny' } }, 'data'],
    ['retention', { data: { retention: 'limited' } }, 'data'],
    ['price', { maxPrice: { inputNanoUsdPerMtok: 1 } }, 'price'],
    ['tags', { tagsAllOf: ['a'] }, 'tags'],
    ['tags it must not have', { tagsNoneOf: ['a'] }, undefined],
  ])('what is not known is not met: %s', (_, requirement, reason) => {
    expect(unmet({ ...nothing, ...requirement }, unknown, asked)).toBe(reason);
  });

  it('passes over the size of a request that is not known', () => {
    expect(unmet({ ...nothing, context: 'auto' }, unknown, undefined)).toBeUndefined();
  });
});
