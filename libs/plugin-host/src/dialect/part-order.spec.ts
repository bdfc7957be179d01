import fc from 'fast-check';
import type { StreamPart } from '@fairlead/plugin-sdk';
import { saying } from '../testing/form.js';
import { PartOrder } from './part-order.js';
import { ReplyAssembler } from './reply-assembler.js';

const start: StreamPart = { kind: 'start' };
const end: StreamPart = { kind: 'end' };
const open = (block: number, choice = 0): StreamPart => ({
  kind: 'open',
  choice,
  block,
  part: { kind: 'tool_call', id: `call-${block}`, name: 'sail', input: '' },
});
const grow = (block: number, text = '{}'): StreamPart => ({ kind: 'delta', block, text });
const close = (block: number): StreamPart => ({ kind: 'close', block });
const finish = (choice = 0): StreamPart => ({ kind: 'finish', choice, finish: { reason: 'tool_calls' } });

function check(parts: readonly StreamPart[]): string {
  const order = new PartOrder();
  try {
    for (const part of parts) order.check(part);
  } catch (error) {
    return (error as Error).message;
  }
  return order.ended ? 'ended' : 'open';
}

describe('the order of parts', () => {
  it.each<[string, readonly StreamPart[]]>([
    ['one block', saying('A', 'hoy')],
    ['no block', [start, finish(), end]],
    ['blocks that overlap', [start, open(0), open(1), grow(1), grow(0), close(1), close(0), finish(), end]],
    ['choices that overlap', [start, open(0), open(1, 1), close(0), finish(), close(1), finish(1), end]],
  ])('takes %s', (_what, parts) => expect(check(parts)).toBe('ended'));

  it.each<[string, readonly unknown[], RegExp]>([
    ['nothing at all', [undefined], /a part of no known kind/],
    ['a part of another kind', [{ kind: 'text' }], /a part of no known kind/],
    ['a second start', [start, start], /"start" a second time/],
    ['a block that is skipped', [start, open(1)], /block 1 opened where 0 is next/],
    ['a block that is opened again', [start, open(0), close(0), open(0)], /block 0 opened where 1 is next/],
    ['a block of nothing', [start, { ...open(0), part: undefined }], /"open" without a part/],
    ['a delta of a closed block', [start, open(0), close(0), grow(0)], /"delta" of block 0/],
    ['a delta that is no text', [start, open(0), { ...grow(0), text: 1 }], /text is no text/],
    ['a second close', [start, open(0), close(0), close(0)], /"close" of block 0/],
    ['a finish over open blocks', [start, open(0), finish()], /"finish" of choice 0 while/],
    ['a second finish', [start, finish(), finish()], /"finish" of choice 0 a second time/],
    ['a finish without a reason', [start, { ...finish(), finish: {} }], /"finish" without a reason/],
    ['a block behind its finish', [start, finish(), open(0)], /a block of choice 0, which is finished/],
    ['usage of nothing', [start, { kind: 'usage' }], /"usage" without tokens/],
    ['an end before a finish', [start, end], /"end" before any "finish"/],
    ['anything behind the end', [start, finish(), end, start], /"start" after "end"/],
  ])('refuses %s', (_what, parts, message) => {
    expect(check(parts as readonly StreamPart[])).toMatch(message);
  });

  it('however blocks overlap, each call gets its own input, in the order of opening', () => {
    const turns = fc.array(fc.tuple(fc.nat(3), fc.string()), { maxLength: 40 });
    fc.assert(
      fc.property(turns, (deltas) => {
        const blocks = [0, 1, 2, 3];
        const grown = deltas.map(([block, text]) => grow(block, text));
        const parts = [
          start,
          ...blocks.map((block) => open(block)),
          ...grown,
          ...blocks.map(close),
          finish(),
          end,
        ];
        const assembler = new ReplyAssembler();
        for (const part of parts) assembler.take(part);
        const inputOf = (block: number): string =>
          deltas.flatMap(([at, text]) => (at === block ? [text] : [])).join('');
        expect(check(parts)).toBe('ended');
        expect(assembler.reply().choices[0]?.parts).toEqual(
          blocks.map((block) => ({
            kind: 'tool_call',
            id: `call-${block}`,
            name: 'sail',
            input: inputOf(block),
          })),
        );
      }),
      { seed: 5 },
    );
  });
});
