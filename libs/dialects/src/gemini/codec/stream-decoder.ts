import type { StreamDecoder } from '../../codec.js';
import type { StreamPart } from '@fairlead/plugin-sdk';
import type { JsonObject } from '../../json/decode.js';
import { blockReason } from '../candidate.js';
import { objectsIn, residue } from '../objects.js';
import { Blocks } from './blocks.js';
import { CallIds } from './call-ids.js';
import { CandidateDecoder } from './candidate-decoder.js';
import { ownExtras } from './own-extras.js';
import { readReplyHead } from './reply-head.js';
import { decodeUsage } from './reply-usage.js';

/**
 * Follows a stream of whole reply objects, each with the parts that are new. Reasons to finish are said at the end:
 * some models state one in every chunk, and more may follow.
 */
export class GeminiStreamDecoder implements StreamDecoder {
  readonly #blocks = new Blocks();
  readonly #candidates = new Map<number, CandidateDecoder>();
  #ids = new CallIds();
  #started: JsonObject | undefined;
  /** What later chunks say of the whole that the first one did not. */
  #late: JsonObject = {};
  #turnedAway = false;

  read({ json }: { readonly json: JsonObject }): readonly StreamPart[] {
    const parts = this.#head(json);
    if (blockReason(json) !== undefined) this.#turnedAway = true;
    for (const [position, candidate] of objectsIn(json['candidates']).entries()) {
      parts.push(...this.#candidate(candidate, position).read(candidate));
    }
    const usage = decodeUsage(json['usageMetadata']);
    if (usage !== undefined) parts.push({ kind: 'usage', usage });
    return parts;
  }

  finish(): readonly StreamPart[] {
    if (this.#candidates.size === 0 && this.#turnedAway) this.#candidate({}, 0).block();
    const candidates = [...this.#candidates.values()];
    return [
      ...candidates.flatMap((candidate) => candidate.close()),
      ...candidates.map((candidate) => candidate.finish()),
      { kind: 'end', ...ownExtras(this.#late) },
    ];
  }

  #head(json: JsonObject): StreamPart[] {
    const head = readReplyHead(json);
    const own = head.extras?.gemini ?? {};
    if (this.#started !== undefined) {
      this.#late = { ...this.#late, ...residue(own, this.#started) };
      return [];
    }
    this.#started = own;
    this.#ids = new CallIds(head.id);
    return [{ kind: 'start', ...head }];
  }

  #candidate(candidate: JsonObject, position: number): CandidateDecoder {
    const index = typeof candidate['index'] === 'number' ? candidate['index'] : position;
    let decoder = this.#candidates.get(index);
    if (decoder === undefined) {
      decoder = new CandidateDecoder(index, this.#blocks, this.#ids);
      this.#candidates.set(index, decoder);
    }
    return decoder;
  }
}
