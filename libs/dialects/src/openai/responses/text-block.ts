import type { BlockPart, TokenLogprob } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { writeAnnotation } from './annotations.js';
import { writeLogprobs } from '../logprobs.js';
import type { Growth, Place, Say } from './block.js';

/** One content part of a message: text, a refusal, or a whole that only this dialect knows. */
export class TextBlock {
  #text = '';
  readonly #annotations: JsonObject[] = [];
  readonly #logprobs: TokenLogprob[] = [];

  constructor(
    readonly part: BlockPart,
    readonly place: Place & { readonly content_index: number },
    readonly say: Say,
  ) {
    say('response.content_part.added', { ...place, part: this.#written() });
  }

  grow({ text = '', citations = [], logprobs = [] }: Growth): void {
    this.#text += text;
    this.#logprobs.push(...logprobs);
    if (text !== '' || logprobs.length > 0) this.#delta(text, logprobs);
    for (const citation of citations) {
      const annotation = writeAnnotation(citation, this.#text.length);
      if (annotation === undefined) continue;
      const annotation_index = this.#annotations.push(annotation) - 1;
      this.say('response.output_text.annotation.added', { ...this.place, annotation_index, annotation });
    }
  }

  close(own: JsonObject): JsonObject {
    const part = { ...this.#written(), ...own };
    if (this.part.kind === 'refusal')
      this.say('response.refusal.done', { ...this.place, refusal: this.#text });
    if (this.part.kind === 'text')
      this.say('response.output_text.done', {
        ...this.place,
        text: this.#text,
        logprobs: writeLogprobs(this.#logprobs),
      });
    this.say('response.content_part.done', { ...this.place, part });
    return part;
  }

  #delta(delta: string, logprobs: readonly TokenLogprob[]): void {
    if (this.part.kind === 'refusal') return this.say('response.refusal.delta', { ...this.place, delta });
    this.say('response.output_text.delta', { ...this.place, delta, logprobs: writeLogprobs(logprobs) });
  }

  #written(): JsonObject {
    if (this.part.kind === 'vendor') return this.part.value;
    if (this.part.kind === 'refusal') return { type: 'refusal', refusal: this.#text };
    return {
      type: 'output_text',
      annotations: [...this.#annotations],
      logprobs: writeLogprobs(this.#logprobs),
      text: this.#text,
    };
  }
}
