import fc from 'fast-check';
import { Roster, type Place } from './roster.js';

it('holds those who have joined and not left, whatever the order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 200 }), (moves) => {
      const roster = new Roster<number>();
      const here: Place<number>[] = [];
      moves.forEach((move, turn) => {
        if (move < 8 && here.length > 0) roster.leave(here.splice(move % here.length, 1)[0]!);
        else here.push(roster.join(turn));
        const expected = here.map(({ member }) => member).sort((a, b) => a - b);
        expect(roster.members().sort((a, b) => a - b)).toEqual(expected);
      });
    }),
  );
});

it('is not disturbed by those who leave while it is gone through', () => {
  const roster = new Roster<() => void>();
  let called = 0;
  const places = [1, 2, 3].map((n) => {
    const place: Place<() => void> = roster.join(() => {
      called += n;
      roster.leave(place);
    });
    return place;
  });
  for (const member of roster.members()) member();
  expect([called, roster.members().length, places.length]).toEqual([6, 0, 3]);
});
