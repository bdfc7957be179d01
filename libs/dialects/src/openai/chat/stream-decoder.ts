import type { StreamDecoder } from '../../codec.js';
import type { StreamPart } from '../../form/index.js';
import { asArray, asObject, asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import type { BlockCounter } from './block-counter.js';
import { ChoiceDecoder } from './choice-decoder.js';
import { keep } from './own.js';
import { decodeUsage } from './write-usage.js';

/** Reads chat completion chunks. */
export class ChatDecoder implements StreamDecoder {
  readonly #choices = new Map<number, ChoiceDecoder>();
  readonly #counter: BlockCounter = { next: 0 };
  #started = false;

  read({ json }: { readonly json: JsonObject }): StreamPart[] {
    const parts: StreamPart[] = this.#started ? [] : [this.#start(json)];
    for (const [position, value] of asArray(json['choices']).entries()) {
      const choice = asObject(value);
      if (choice !== undefined) parts.push(...this.#choice(choice, position).read(choice));
    }
    const usage = decodeUsage(json['usage']);
    if (usage !== undefined) parts.push({ kind: 'usage', usage });
    return parts;
  }

  finish(): StreamPart[] {
    const rest = [...this.#choices.values()].flatMap((choice) => choice.end({ reason: 'other' }));
    return [...rest, { kind: 'end' }];
  }

  #choice({ index }: JsonObject, position: number): ChoiceDecoder {
    const number = typeof index === 'number' ? index : position;
    let choice = this.#choices.get(number);
    if (choice === undefined) this.#choices.set(number, (choice = new ChoiceDecoder(number, this.#counter)));
    return choice;
  }

  #start({
    id,
    model,
    created,
    service_tier,
    object: _object,
    choices: _choices,
    usage: _usage,
    ...rest
  }: JsonObject): StreamPart {
    this.#started = true;
    return defined({
      kind: 'start' as const,
      id: asText(id),
      model: asText(model),
      createdS: typeof created === 'number' ? Math.floor(created) : undefined,
      serviceTier: asText(service_tier),
      ...keep(rest),
    });
  }
}
