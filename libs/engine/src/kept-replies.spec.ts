import { KeptReplies } from './kept-replies.js';

describe('KeptReplies', () => {
  it('finds who keeps a reply', () => {
    const kept = new KeptReplies();
    kept.remember('r1', 'a/m');
    kept.remember('r2', 'b/m');
    kept.remember('r1', 'c/m');
    expect([kept.find('r1'), kept.find('r2'), kept.find('r3')]).toEqual(['c/m', 'b/m', undefined]);
  });

  it('forgets the oldest of too many', () => {
    const kept = new KeptReplies();
    for (let index = 0; index <= 100_000; index++) kept.remember(`r${index}`, 'a/m');
    expect([kept.find('r0'), kept.find('r1')]).toEqual([undefined, 'a/m']);
  });
});
