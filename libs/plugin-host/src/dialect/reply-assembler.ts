import type {
  BlockDelta,
  BlockOpen,
  BlockPart,
  Choice,
  Reply,
  StreamFinish,
  StreamPart,
  StreamStart,
} from '@fairlead/plugin-sdk';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Makes a whole reply of the parts of a stream, for a caller that waits for all of it. */
export class ReplyAssembler {
  readonly #blocks: { readonly choice: number; readonly part: Mutable<BlockPart> }[] = [];
  readonly #finishes = new Map<number, StreamFinish>();
  #start: Omit<StreamStart, 'kind'> = {};
  #usage: Reply['usage'];

  /** @param part in the order that `PartOrder` has checked */
  take(part: StreamPart): void {
    switch (part.kind) {
      case 'start': {
        const { kind: _, ...start } = part;
        this.#start = start;
        return;
      }
      case 'open':
        return this.#open(part);
      case 'delta':
        return grow(this.#blocks[part.block]!.part, part);
      case 'finish':
        this.#finishes.set(part.choice, part);
        return;
      case 'usage':
        this.#usage = part.usage;
        return;
      case 'close':
      case 'end':
    }
  }

  reply(): Reply {
    const choices = [...this.#finishes.values()].sort((a, b) => a.choice - b.choice);
    return {
      ...this.#start,
      choices: choices.map((finish) => this.#choice(finish)),
      ...(this.#usage && { usage: this.#usage }),
    };
  }

  #open({ choice, part }: BlockOpen): void {
    this.#blocks.push({ choice, part: { ...part } });
  }

  #choice({ choice: index, finish, extras }: StreamFinish): Choice {
    const parts = this.#blocks.filter(({ choice }) => choice === index).map(({ part }) => part);
    return { index, parts, finish, ...(extras && { extras }) };
  }
}

function grow(part: Mutable<BlockPart>, delta: BlockDelta): void {
  const { text, citations, logprobs, signature, sealed } = delta;
  if (text !== undefined) {
    if (part.kind === 'tool_call') part.input += text;
    else if (part.kind === 'text' || part.kind === 'reasoning' || part.kind === 'refusal') part.text += text;
  }
  if (part.kind === 'text') {
    if (citations) part.citations = [...(part.citations ?? []), ...citations];
    if (logprobs) part.logprobs = [...(part.logprobs ?? []), ...logprobs];
  }
  if (signature && (part.kind === 'reasoning' || part.kind === 'tool_call')) part.signature = signature;
  if (sealed && part.kind === 'reasoning') part.sealed = sealed;
}
