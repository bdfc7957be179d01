import { endUser } from './end-user.js';

describe('endUser', () => {
  it.each([
    [undefined, undefined],
    ['ann', 'ann'],
    ['a'.repeat(64), 'a'.repeat(64)],
    ['a'.repeat(65), '635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0'],
  ])('%s', (user, name) => {
    expect(endUser(user)).toBe(name);
  });
});
