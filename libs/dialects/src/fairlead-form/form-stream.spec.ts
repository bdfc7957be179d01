import type { BlockPart, StreamPart } from '@fairlead/plugin-sdk';
import { FormStream } from './form-stream.js';

const event = (part: StreamPart): Uint8Array => Buffer.from(`data: ${JSON.stringify(part)}\n\n`);
const open = (part: BlockPart, choice = 0): StreamPart => ({ kind: 'open', choice, block: choice, part });
const finish = (choice: number, reason: 'stop' | 'content_filter' = 'stop'): StreamPart => ({
  kind: 'finish',
  choice,
  finish: { reason },
});

describe('a stream of parts', () => {
  it.each<[string, StreamPart, string]>([
    ['its start', { kind: 'start' }, 'silent'],
    ['a text that begins', open({ kind: 'text', text: '' }), 'silent'],
    ['a call that begins', open({ kind: 'tool_call', id: '1', name: 'f', input: '' }), 'content'],
    ['words', { kind: 'delta', block: 0, text: 'A' }, 'content'],
    ['no words', { kind: 'delta', block: 0, text: '' }, 'silent'],
    ['a signature', { kind: 'delta', block: 0, signature: { origin: 'gemini', value: 'x' } }, 'content'],
    ['a block that is over', { kind: 'close', block: 0 }, 'silent'],
    ['a choice that is over', finish(0), 'progress'],
    ['its totals', { kind: 'usage', usage: { tokens: { input: 1, output: 2 } } }, 'progress'],
    ['its end', { kind: 'end' }, 'done'],
  ])('knows %s', (_what, part, kind) => {
    expect(new FormStream().feed(event(part))).toMatchObject([{ kind }]);
  });

  it('takes a comment for a sign of life, and what is no part for noise', () => {
    expect(new FormStream().feed(Buffer.from(': alive\n\ndata: nonsense\n\n'))).toMatchObject([
      { kind: 'silent' },
      { kind: 'malformed' },
    ]);
  });

  it('is finished when every choice that began is', () => {
    const stream = new FormStream();
    const text: BlockPart = { kind: 'text', text: '' };
    const finished = [open(text, 0), open(text, 1), finish(0), finish(1)].map((part) => {
      stream.feed(event(part));
      return stream.finished;
    });
    expect(finished).toEqual([false, false, false, true]);
  });

  it('remembers the last totals, and that a choice was filtered', () => {
    const stream = new FormStream();
    stream.feed(event({ kind: 'usage', usage: { tokens: { input: 1, output: 2 } } }));
    stream.feed(event({ kind: 'usage', usage: { tokens: { input: 1, output: 9 } } }));
    stream.feed(event(finish(0, 'content_filter')));
    stream.feed(event(finish(1)));
    expect([stream.usage, stream.filtered]).toEqual([{ input: 1, output: 9 }, true]);
  });
});
