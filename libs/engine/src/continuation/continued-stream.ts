import type { DialectError, StreamDecoder, StreamEncoder, StreamEvent, StreamPart } from '@fairlead/dialects';
import type { StreamLane } from '../lanes/lane.js';
import type { Delivered } from './delivered.js';
import type { Seam } from './seam.js';

/**
 * A second target's stream as the rest of the first one's: its text goes on in the open block, behind the seam; what
 * else it says follows as if the first had said it.
 */
export class ContinuedStream implements StreamLane {
  /** Number of the second answer's block → number in the whole; undefined: it is left out. */
  readonly #blocks = new Map<number, number | undefined>();
  #next: number;
  /** The block that the text goes on in, until it is closed. */
  #text: number | undefined;
  /** The second answer's block that goes on in it. */
  #goesOn: number | undefined;
  #pastSeam = false;

  /** @param encoder has said what the caller has */
  constructor(
    readonly decoder: StreamDecoder,
    readonly encoder: StreamEncoder,
    readonly seam: Seam,
    { openText, blocks }: Delivered,
  ) {
    this.#text = openText;
    this.#next = blocks;
  }

  pass(events: readonly StreamEvent[]): Uint8Array | undefined {
    let text = '';
    for (const { name, json } of events)
      if (json !== undefined)
        text += this.#write(this.decoder.read({ ...(name !== undefined && { name }), json }));
    return text === '' ? undefined : Buffer.from(text, 'utf8');
  }

  end(): Uint8Array | undefined {
    const text = this.#write(this.decoder.finish());
    return text === '' ? undefined : Buffer.from(text, 'utf8');
  }

  errorEvent(error: DialectError): Uint8Array {
    return Buffer.from(this.encoder.error(error), 'utf8');
  }

  #write(parts: readonly StreamPart[]): string {
    let text = '';
    for (const part of parts) for (const said of this.#joined(part)) text += this.encoder.write(said);
    return text;
  }

  #joined(part: StreamPart): StreamPart[] {
    switch (part.kind) {
      case 'start':
        return [];
      case 'open':
        return this.#open(part);
      case 'delta':
        return this.#delta(part);
      case 'close':
        return this.#close(part);
      case 'finish':
        // An answer without a word has not come to the seam.
        if (this.#goesOn === undefined) this.seam.end();
        return [...this.#closeText(), part];
      case 'usage':
      case 'end':
        return [part];
    }
  }

  #open(open: StreamPart & { kind: 'open' }): StreamPart[] {
    if (open.part.kind === 'text' && this.#goesOn === undefined) {
      this.#goesOn = open.block;
      const begun: StreamPart[] = this.#text === undefined ? [this.#renumbered(open)] : [];
      this.#text ??= this.#blocks.get(open.block);
      this.#blocks.set(open.block, this.#text);
      return [...begun, ...this.#say(open.part.text)];
    }
    // Thoughts behind words that the caller has read already would come too late.
    if (open.part.kind === 'reasoning' && !this.#pastSeam) {
      this.#blocks.set(open.block, undefined);
      return [];
    }
    return [...this.#closeText(), this.#renumbered(open)];
  }

  #renumbered(open: StreamPart & { kind: 'open' }): StreamPart {
    const block = this.#next++;
    this.#blocks.set(open.block, block);
    return { ...open, block, part: open.part.kind === 'text' ? { ...open.part, text: '' } : open.part };
  }

  #delta(delta: StreamPart & { kind: 'delta' }): StreamPart[] {
    if (delta.block === this.#goesOn) return this.#say(delta.text ?? '');
    const block = this.#blocks.get(delta.block);
    return block === undefined ? [] : [{ ...delta, block }];
  }

  #close(close: StreamPart & { kind: 'close' }): StreamPart[] {
    if (close.block === this.#goesOn) return this.#closeText();
    const block = this.#blocks.get(close.block);
    return block === undefined ? [] : [{ ...close, block }];
  }

  /** In the block that goes on, as far as the seam lets it. */
  #say(text: string): StreamPart[] {
    const fresh = text === '' ? '' : this.seam.feed(text);
    return this.#textOf(fresh);
  }

  #textOf(fresh: string): StreamPart[] {
    if (fresh === '' || this.#text === undefined) return [];
    this.#pastSeam = true;
    return [{ kind: 'delta', block: this.#text, text: fresh }];
  }

  #closeText(): StreamPart[] {
    if (this.#text === undefined) return [];
    const rest = this.#textOf(this.seam.end());
    const closed: StreamPart = { kind: 'close', block: this.#text };
    this.#text = undefined;
    return [...rest, closed];
  }
}
