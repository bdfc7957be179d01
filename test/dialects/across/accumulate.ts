import type { BlockPart, Choice, Finish, Reply, ReplyUsage, StreamPart } from '@fairlead/dialects';

/** The whole answer that a stream has given at its end. */
export function accumulate(parts: readonly StreamPart[]): Reply & { readonly ends: number } {
  const blocks = new Map<number, { readonly choice: number; part: BlockPart }>();
  const finishes = new Map<number, Finish>();
  let usage: ReplyUsage | undefined;
  let ends = 0;
  for (const part of parts) {
    if (part.kind === 'open') blocks.set(part.block, { choice: part.choice, part: part.part });
    else if (part.kind === 'delta') grow(blocks.get(part.block)!, part);
    else if (part.kind === 'finish') finishes.set(part.choice, part.finish);
    else if (part.kind === 'usage') usage = { tokens: { ...usage?.tokens, ...part.usage.tokens } };
    else if (part.kind === 'end') ends++;
  }
  const choices = [...finishes].map(([index, finish]): Choice => {
    const own = [...blocks.values()].filter(({ choice }) => choice === index);
    return { index, finish, parts: own.map(({ part }) => part) };
  });
  return { choices: choices.toSorted((a, b) => a.index - b.index), ends, ...(usage && { usage }) };
}

function grow(block: { part: BlockPart }, { text = '' }: StreamPart & { kind: 'delta' }): void {
  const { part } = block;
  if (part.kind === 'tool_call') block.part = { ...part, input: part.input + text };
  else if ('text' in part) block.part = { ...part, text: part.text + text };
}
