import { InSequence } from './in-sequence.js';
import type { StreamPart } from '@fairlead/plugin-sdk';

const open = (block: number): StreamPart => ({
  kind: 'open',
  choice: 0,
  block,
  part: { kind: 'text', text: '' },
});
const says = (block: number, text: string): StreamPart => ({ kind: 'delta', block, text });
const close = (block: number): StreamPart => ({ kind: 'close', block });
const finish: StreamPart = { kind: 'finish', choice: 0, finish: { reason: 'stop' } };
const start: StreamPart = { kind: 'start' };
const end: StreamPart = { kind: 'end' };

/** What comes out at each step. */
const played = (parts: readonly StreamPart[]): StreamPart[][] => {
  const sequence = new InSequence();
  return parts.map((part) => sequence.take(part));
};

describe('InSequence', () => {
  it('lets blocks that do not overlap pass at once', () => {
    const parts = [start, open(0), says(0, 'a'), close(0), open(1), says(1, 'b'), close(1), finish, end];
    expect(played(parts)).toEqual(parts.map((part) => [part]));
  });

  it('holds a block until the one before it is closed', () => {
    expect(
      played([open(0), open(1), says(1, 'x'), says(0, 'a'), close(0), says(1, 'y'), close(1), finish]),
    ).toEqual([
      [open(0)],
      [],
      [],
      [says(0, 'a')],
      [close(0), open(1), says(1, 'x')],
      [says(1, 'y')],
      [close(1)],
      [finish],
    ]);
  });

  it('gives out blocks that were complete while they waited, and the finish behind them', () => {
    expect(played([open(0), open(1), open(2), close(2), close(1), finish, end, close(0)]).at(-1)).toEqual([
      close(0),
      open(1),
      close(1),
      open(2),
      close(2),
      finish,
      end,
    ]);
  });
});
