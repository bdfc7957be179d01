import { breaking, refusing, streaming } from './world/scripts.js';
import { World } from './world/world.js';

const slow = streaming({ text: 'old', piecesAtMs: [5000, 9000] });
const fast = streaming({ text: 'new', piecesAtMs: [10, 20] });

describe('a new policy', () => {
  it('is for those who come after it: 50 under way finish as they began', async () => {
    const it = new World({ scripts: { 'one/a': [slow], 'two/b': [fast] }, route: { targets: ['one/a'] } });
    const before = Array.from({ length: 50 }, () => it.ask());
    await it.clock.advance(1000);
    it.reload({ targets: ['two/b'] });
    const after = it.ask();
    await it.clock.advance(60_000);
    const versions = new Set(before.map((caller) => caller.header('x-fairlead-policy')));
    expect(before.map((caller) => caller.header('x-fairlead-target'))).toEqual(Array(50).fill('one/a'));
    expect(after.header('x-fairlead-target')).toBe('two/b');
    expect([versions.size, versions.has(after.header('x-fairlead-policy'))]).toEqual([1, false]);
    expect(it.reports.map(({ outcome }) => outcome)).toEqual(Array(51).fill('ok'));
    expect(it.load.target('one/a').inflight).toBe(0);
  });

  it('does not reach the failover of those under way', async () => {
    const it = new World({
      scripts: {
        'one/a': [breaking({ text: 'A', piecesAtMs: [] }, 5000, 'cut')],
        'two/b': [fast],
        'three/c': [fast],
      },
      route: { targets: ['one/a', 'two/b'] },
    });
    it.ask();
    await it.clock.advance(1000);
    it.reload({ targets: ['one/a', 'three/c'] });
    await it.clock.advance(60_000);
    expect(it.calls.map(({ target }) => target)).toEqual(['one/a', 'two/b']);
  });

  it('keeps what was learned of a target', async () => {
    const it = new World({ scripts: { 'one/a': [refusing(401)], 'two/b': [fast] } });
    it.ask();
    await it.clock.advance(1000);
    it.reload({ tiers: [{ targets: ['one/a'] }, { targets: ['two/b'] }] });
    expect(it.health.standing('one/a').obstacle?.reason).toBe('config:auth_invalid');
    it.ask();
    await it.clock.advance(1000);
    expect(it.calls.map(({ target }) => target)).toEqual(['one/a', 'two/b', 'two/b']);
  });

  it('waits for nobody: the engine is idle when the last exchange is over', async () => {
    const it = new World({ scripts: { 'one/a': [slow] } });
    let idleAtMs: number | undefined;
    it.ask();
    it.ask({ leavesAtMs: 100 });
    void it.engine.whenIdle().then(() => (idleAtMs = it.clock.now()));
    await it.clock.advance(60_000);
    expect(idleAtMs).toBe(9000);
  });
});
