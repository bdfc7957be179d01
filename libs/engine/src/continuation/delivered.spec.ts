import type { StreamPart } from '@fairlead/dialects';
import { Delivered } from './delivered.js';

const open = (block: number, kind: 'text' | 'reasoning' | 'refusal', choice = 0): StreamPart => ({
  kind: 'open',
  choice,
  block,
  part: { kind, text: '' },
});
const call: StreamPart = {
  kind: 'open',
  choice: 0,
  block: 1,
  part: { kind: 'tool_call', id: 'c', name: 'f', input: '' },
};
const says = (block: number, text: string): StreamPart => ({ kind: 'delta', block, text });
const close = (block: number): StreamPart => ({ kind: 'close', block });

function after(...parts: StreamPart[]): Delivered {
  const delivered = new Delivered();
  for (const part of parts) delivered.take(part);
  return delivered;
}

describe('Delivered', () => {
  it.each<[string, StreamPart[], boolean, string, number | undefined]>([
    ['an open text', [{ kind: 'start' }, open(0, 'text'), says(0, 'a'), says(0, 'b')], true, 'ab', 0],
    ['a closed text', [open(0, 'text'), says(0, 'a'), close(0)], true, 'a', undefined],
    [
      'thoughts, then text',
      [open(0, 'reasoning'), says(0, 'hm'), close(0), open(1, 'text'), says(1, 'a')],
      true,
      'a',
      1,
    ],
    ['thoughts alone', [open(0, 'reasoning'), says(0, 'hm')], false, '', undefined],
    ['no word yet', [open(0, 'text')], false, '', 0],
    ['a tool call behind text', [open(0, 'text'), says(0, 'a'), close(0), call], false, 'a', undefined],
    ['a refusal', [open(0, 'refusal'), says(0, 'no')], false, '', undefined],
    ['a second choice', [open(0, 'text'), says(0, 'a'), open(1, 'text', 1)], false, 'a', 1],
    [
      'token probabilities',
      [open(0, 'text'), { kind: 'delta', block: 0, text: 'a', logprobs: [] }],
      false,
      'a',
      0,
    ],
    [
      'a whole answer',
      [open(0, 'text'), says(0, 'a'), { kind: 'finish', choice: 0, finish: { reason: 'stop' } }],
      false,
      'a',
      0,
    ],
  ])('%s', (_what, parts, continuable, text, openText) => {
    expect(after(...parts)).toMatchObject({ continuable, text, openText, parts });
  });
});
