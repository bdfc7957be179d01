import { BlockWriter } from './block-writer.js';

const text = { kind: 'text', text: '' } as const;

it('numbers blocks as they open, and opens what grows', () => {
  const blocks = new BlockWriter<string>();
  expect(blocks.grow('b', text, { text: 'x' })).toEqual([
    { kind: 'open', choice: 0, block: 0, part: text },
    { kind: 'delta', block: 0, text: 'x' },
  ]);
  expect(blocks.open('a', text, 1)).toEqual([{ kind: 'open', choice: 1, block: 1, part: text }]);
  expect(blocks.open('a', text)).toEqual([]);
  expect(blocks.grow('b', text, { text: 'y' })).toEqual([{ kind: 'delta', block: 0, text: 'y' }]);
});

it('closes each block once, and opens a key anew as another block', () => {
  const blocks = new BlockWriter();
  blocks.open(7, text);
  expect(blocks.close(7)).toEqual([{ kind: 'close', block: 0 }]);
  expect(blocks.close(7)).toEqual([]);
  blocks.open(8, text);
  expect(blocks.open(7, text)).toEqual([{ kind: 'open', choice: 0, block: 2, part: text }]);
  expect(blocks.closeAll()).toEqual([
    { kind: 'close', block: 1 },
    { kind: 'close', block: 2 },
  ]);
  expect(blocks.closeAll()).toEqual([]);
});
