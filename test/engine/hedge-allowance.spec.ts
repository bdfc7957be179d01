import { play, tried } from './world/play.js';
import { HANGING, streaming } from './world/scripts.js';
import { World } from './world/world.js';

const TARGETS = ['one/a', 'two/b'];

/** `one/a` is too slow every time, and the hedge at `two/b` never wins. */
function world(hedge: object): World {
  const scripts = {
    'one/a': [streaming({ text: 'A', piecesAtMs: [600, 610] })],
    'two/b': [HANGING],
  };
  return new World({ route: { targets: TARGETS, hedge }, scripts });
}

describe('the allowance', () => {
  it('is never exceeded, and not given in advance: 2% of 10,000 requests', async () => {
    const it = world({ after: '500ms', max_extra: '2%' });
    let hedges = 0;
    for (let n = 1; n <= 10_000; n++) {
      it.ask();
      await it.clock.advance(1000);
      hedges = it.calls.length - n;
      expect(hedges).toBeLessThanOrEqual(n * 0.02);
    }
    expect(hedges).toBe(200);
  }, 60_000);

  it('outlives a reload', async () => {
    const hedge = { after: '500ms', max_extra: '50%' };
    const it = world(hedge);
    await play(it);
    it.reload({ targets: TARGETS, hedge });
    await play(it);
    expect(tried(it)).toEqual(['one/a', 'one/a', 'two/b']);
  });
});
