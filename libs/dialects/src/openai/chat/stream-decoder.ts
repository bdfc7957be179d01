import type { StreamDecoder } from '../../codec.js';
import type { StreamPart } from '../../form/index.js';
import { asArray, asObject, asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import type { BlockCounter } from './block-counter.js';
import { ChoiceDecoder } from './choice-decoder.js';
import { keep } from './own.js';
import { readCreated } from './created.js';
import { decodeUsage } from './write-usage.js';

/** Reads chat completion chunks. */
export class ChatDecoder implements StreamDecoder {
  readonly #choices = new Map<number, ChoiceDecoder>();
  readonly #counter: BlockCounter = { next: 0 };
  #started = false;
  /** All that was said up to the first chunk that says whose answer it is. */
  #first: JsonObject = {};
  #id = '';
  /** What chunks behind the first say of the whole answer. */
  #late: JsonObject = {};

  read({ json }: { readonly json: JsonObject }): StreamPart[] {
    const parts: StreamPart[] = [];
    if (this.#started) this.#late = { ...this.#late, ...this.#news(json) };
    else if (this.#begins(json)) parts.push(this.#start(this.#first));
    else return [];
    for (const [position, value] of asArray(json['choices']).entries()) {
      const choice = asObject(value);
      if (choice !== undefined) parts.push(...this.#choice(choice, position).read(choice));
    }
    const usage = decodeUsage(json['usage']);
    if (usage !== undefined) parts.push({ kind: 'usage', usage });
    return parts;
  }

  finish(): StreamPart[] {
    const start = this.#started ? [] : [this.#start(this.#first)];
    const rest = [...this.#choices.values()].flatMap((choice) => choice.end({ reason: 'other' }));
    return [...start, ...rest, { kind: 'end', ...keep(this.#late) }];
  }

  /** One vendor tells first how it judges the prompt, in a chunk that has neither an id nor choices. */
  #begins(chunk: JsonObject): boolean {
    this.#first = { ...this.#first, ...chunk };
    return asText(chunk['id']) !== undefined || asArray(chunk['choices']).length > 0;
  }

  #news(chunk: JsonObject): JsonObject {
    const entries = Object.entries(besideHead(chunk)).filter(
      ([key, value]) => value !== null && (this.#first[key] ?? undefined) === undefined,
    );
    return Object.fromEntries(entries);
  }

  #choice({ index }: JsonObject, position: number): ChoiceDecoder {
    const number = typeof index === 'number' ? index : position;
    let choice = this.#choices.get(number);
    if (choice === undefined)
      this.#choices.set(number, (choice = new ChoiceDecoder(number, this.#counter, this.#id)));
    return choice;
  }

  #start(chunk: JsonObject): StreamPart {
    const { id, model, created, service_tier } = chunk;
    this.#id = asText(id) ?? '';
    this.#started = true;
    return defined({
      kind: 'start' as const,
      id: asText(id),
      model: asText(model),
      createdS: readCreated(created),
      serviceTier: asText(service_tier),
      ...keep(besideHead(chunk)),
    });
  }
}

/** What every chunk repeats, what is read, and the random letters by which two vendors hide how long a piece is. */
const HEAD: ReadonlySet<string> = new Set([
  'id',
  'object',
  'created',
  'model',
  'choices',
  'usage',
  'obfuscation',
  'p',
]);

function besideHead(chunk: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(chunk).filter(([key]) => !HEAD.has(key)));
}
