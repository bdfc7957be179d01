import { FieldReader } from '../json/field-reader.js';
import { readTier } from './service-tier.js';

describe('readTier', () => {
  it.each([
    [{ service_tier: 'flex' }, 'flex', undefined],
    [{ service_tier: 'on_demand' }, undefined, { service_tier: 'on_demand' }],
    [{ service_tier: null }, undefined, undefined],
    [{}, undefined, undefined],
  ])('%j', (body, tier, rest) => {
    const reader = new FieldReader(body);
    expect(readTier(reader)).toBe(tier);
    expect(reader.rest()).toEqual(rest);
  });
});
