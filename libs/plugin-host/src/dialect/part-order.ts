import { Fault, type StreamPart } from '@fairlead/plugin-sdk';

const KINDS: ReadonlySet<unknown> = new Set(['start', 'open', 'delta', 'close', 'usage', 'finish', 'end']);

/** Holds the parts of one answer to the order that `StreamPart` promises, so that nothing behind has to check it. */
export class PartOrder {
  /** Block → its choice. */
  readonly #open = new Map<number, number>();
  readonly #finished = new Set<number>();
  #opened = 0;
  #started = false;
  #ended = false;

  /** The provider said that it is done. */
  get ended(): boolean {
    return this.#ended;
  }

  /** @throws Fault `protocol_error` that says which part came where it may not */
  check(part: StreamPart): void {
    if (!KINDS.has((part as Partial<StreamPart> | undefined)?.kind)) throw wrong('a part of no known kind');
    if (this.#ended) throw wrong(`"${part.kind}" after "end"`);
    if (!this.#started && part.kind !== 'start') throw wrong(`"${part.kind}" before "start"`);
    switch (part.kind) {
      case 'start':
        if (this.#started) throw wrong('"start" a second time');
        this.#started = true;
        return;
      case 'open':
        return this.#openBlock(part);
      case 'delta':
        if (!this.#open.has(part.block)) throw wrong(`"delta" of block ${part.block}, which is not open`);
        if (part.text !== undefined && typeof part.text !== 'string')
          throw wrong('"delta" whose text is no text');
        return;
      case 'close':
        if (!this.#open.delete(part.block)) throw wrong(`"close" of block ${part.block}, which is not open`);
        return;
      case 'finish':
        return this.#finish(part);
      case 'end':
        if (this.#open.size > 0) throw wrong('"end" while blocks are open');
        if (this.#finished.size === 0) throw wrong('"end" before any "finish"');
        this.#ended = true;
        return;
      case 'usage':
        if (part.usage?.tokens === undefined) throw wrong('"usage" without tokens');
    }
  }

  #openBlock({ block, choice, part }: StreamPart & { kind: 'open' }): void {
    if (block !== this.#opened) throw wrong(`block ${block} opened where ${this.#opened} is next`);
    if (typeof part?.kind !== 'string') throw wrong('"open" without a part');
    if (this.#finished.has(choice)) throw wrong(`a block of choice ${choice}, which is finished`);
    this.#opened++;
    this.#open.set(block, choice);
  }

  #finish({ choice, finish }: StreamPart & { kind: 'finish' }): void {
    if (typeof finish?.reason !== 'string') throw wrong('"finish" without a reason');
    if (this.#finished.has(choice)) throw wrong(`"finish" of choice ${choice} a second time`);
    if ([...this.#open.values()].includes(choice))
      throw wrong(`"finish" of choice ${choice} while its blocks are open`);
    this.#finished.add(choice);
  }
}

function wrong(what: string): Fault {
  return new Fault('protocol_error', `the plugin's answer has ${what}`);
}
