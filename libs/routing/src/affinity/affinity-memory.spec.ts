import { AffinityMemory } from './affinity-memory.js';

it('forgets a key that was not used for its time to live, and no sooner', () => {
  const memory = new AffinityMemory();
  memory.remember('k', 'a', 1000);
  expect(memory.find('k', 5999, 5000)).toBe('a');
  memory.remember('k', 'b', 4000);
  expect(memory.find('k', 8999, 5000)).toBe('b');
  expect(memory.find('k', 9000, 5000)).toBeUndefined();
  expect(memory.find('other', 0, 5000)).toBeUndefined();
});

it('keeps the 100,000 keys that were used last', () => {
  const memory = new AffinityMemory();
  for (let key = 0; key < 100_000; key++) memory.remember(String(key), 'a', 0);
  memory.remember('0', 'b', 0);
  memory.remember('new', 'a', 0);
  expect(memory.find('0', 0, 1)).toBe('b');
  expect(memory.find('1', 0, 1)).toBeUndefined();
  expect(memory.find('2', 0, 1)).toBe('a');
});
