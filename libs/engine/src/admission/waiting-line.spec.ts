import { WaitingLine, type Waiter } from './waiting-line.js';

/** A waiter that answers at once, and notes that it was asked. */
class Instant implements Waiter {
  readonly awake = false;

  constructor(
    readonly name: string,
    readonly enteredAtMs: number,
    readonly line: WaitingLine,
    readonly asked: string[],
    readonly takes = true,
    readonly target = 'a/m',
  ) {
    line.enter(this);
  }

  wants(target: string): boolean {
    return target === this.target;
  }

  wake(pass: () => void): void {
    this.asked.push(this.name);
    if (this.takes) this.line.leave(this);
    else pass();
  }
}

function setUp(waiters: readonly [string, number, boolean?, string?][]) {
  const line = new WaitingLine();
  const asked: string[] = [];
  for (const [name, at, takes, target] of waiters) new Instant(name, at, line, asked, takes, target);
  return { line, asked };
}

describe('WaitingLine', () => {
  it.each<[string, number, string[]]>([
    ['the oldest first', 1000, ['one', 'two', 'three']],
    ['the newest first once the oldest is older than 1 s', 1001, ['three', 'two', 'one']],
  ])('serves %s', (_, nowMs, order) => {
    const { line, asked } = setUp([
      ['one', 0],
      ['two', 500],
      ['three', 900],
    ]);
    for (let i = 0; i < 4; i++) line.freed('a/m', nowMs);
    expect(asked).toEqual(order);
  });

  it('asks the next one where the first cannot use the place', () => {
    const { line, asked } = setUp([
      ['one', 0, false],
      ['two', 0],
      ['three', 0],
    ]);
    line.freed('a/m', 0);
    expect([asked, line.length]).toEqual([['one', 'two'], 2]);
  });

  it('asks nobody who does not want the target', () => {
    const { line, asked } = setUp([['one', 0, true, 'b/m']]);
    line.freed('a/m', 0);
    expect(asked).toEqual([]);
  });

  it('asks nobody twice who has not answered yet', () => {
    const line = new WaitingLine();
    const asked: string[] = [];
    const slow = (name: string): Waiter & { awake: boolean } => ({
      enteredAtMs: 0,
      awake: false,
      wants: () => true,
      wake() {
        asked.push(name);
        this.awake = true;
      },
    });
    line.enter(slow('one'));
    line.enter(slow('two'));
    for (let i = 0; i < 3; i++) line.freed('a/m', 0);
    expect(asked).toEqual(['one', 'two']);
  });
});
