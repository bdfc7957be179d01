import type { StreamDecoder } from '../../codec.js';
import type { StreamPart } from '../../form/index.js';
import { asArray, asCount, asObject, asText, type JsonObject } from '../../json/decode.js';
import { decodeAnnotations } from './annotations.js';
import { decodeItemOf, echoOf, replyHead } from './decode-reply.js';
import { LAST } from './event-kind.js';
import { decodeFinish } from './finish.js';
import { ItemFollower } from './item-follower.js';
import { decodeLogprobs } from '../logprobs.js';
import { keep } from './own.js';
import { decodeUsage } from './usage.js';

/** What a response that has only begun says of itself, and will say otherwise at its end. */
const CHANGING = ['status', 'usage', 'output', 'output_text', 'completed_at', 'error', 'incomplete_details'];

/** Follows the events of a response. What deltas did not bring is taken from the events that say the whole. */
export class ResponsesDecoder implements StreamDecoder {
  #parts: StreamPart[] = [];
  #started = false;
  #finished = false;
  #blocks = 0;
  #echo: JsonObject = {};
  /** By output index. */
  readonly #items = new Map<number, ItemFollower>();

  read({ name, json }: { readonly name?: string; readonly json: JsonObject }): readonly StreamPart[] {
    const response = asObject(json['response']);
    if (response !== undefined) this.#start(response);
    const type = asText(json['type']) ?? name ?? '';
    if (!LAST.has(type)) this.#item(type, json);
    else if (response !== undefined) this.#end(response);
    return this.#taken();
  }

  finish(): readonly StreamPart[] {
    for (const item of this.#items.values()) item.close();
    if (!this.#finished) this.#say({ kind: 'finish', choice: 0, finish: { reason: 'other' } });
    this.#say({ kind: 'end', ...keep(this.#echo) });
    return this.#taken();
  }

  #taken(): StreamPart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  #say(part: StreamPart): void {
    this.#parts.push(part);
  }

  #start(response: JsonObject): void {
    if (this.#started) return;
    this.#started = true;
    const said = Object.entries(echoOf(response)).filter(([key]) => !CHANGING.includes(key));
    this.#say({ kind: 'start', ...replyHead(response), ...keep(Object.fromEntries(said)) });
  }

  #item(type: string, event: JsonObject): void {
    const index = asCount(event['output_index']);
    if (index === undefined) return;
    if (type === 'response.output_item.added')
      return this.#follow(index).begin(asObject(event['item']) ?? {});
    if (type === 'response.output_item.done')
      return this.#follow(index).settle(decodeItemOf(asObject(event['item']) ?? {}));
    this.#grow(type, event, this.#follow(index));
  }

  #follow(index: number): ItemFollower {
    let item = this.#items.get(index);
    if (item !== undefined) return item;
    // Items come one after the other; only the end of thoughts is said late by some.
    for (const before of this.#items.values()) before.endThoughts();
    item = new ItemFollower(
      () => this.#blocks++,
      (part) => this.#say(part),
    );
    this.#items.set(index, item);
    return item;
  }

  #grow(type: string, event: JsonObject, item: ItemFollower): void {
    const at = asCount(event['content_index']) ?? asCount(event['summary_index']) ?? 0;
    const text = typeof event['delta'] === 'string' ? event['delta'] : '';
    switch (type) {
      case 'response.content_part.added':
        return item.beginPart(at, asObject(event['part']) ?? {});
      case 'response.content_part.done':
        return item.settlePart(at, asObject(event['part']) ?? {});
      case 'response.output_text.delta': {
        const logprobs = decodeLogprobs(asArray(event['logprobs']));
        return item.grow(at, { kind: 'text', text: '' }, { text, ...(logprobs.length > 0 && { logprobs }) });
      }
      case 'response.output_text.annotation.added':
        return item.grow(
          at,
          { kind: 'text', text: '' },
          { citations: decodeAnnotations([event['annotation']]) },
        );
      case 'response.refusal.delta':
        return item.grow(at, { kind: 'refusal', text: '' }, { text });
      case 'response.function_call_arguments.delta':
      case 'response.custom_tool_call_input.delta':
        return item.growCall(text);
      case 'response.reasoning_summary_text.delta':
        return item.think('summary', at, text);
      case 'response.reasoning_text.delta':
        return item.think('content', at, text);
    }
  }

  #end(response: JsonObject): void {
    asArray(response['output']).forEach((item, index) => {
      const parts = decodeItemOf(asObject(item) ?? {});
      const followed = this.#items.get(index);
      if (followed === undefined) this.#follow(index).settle(parts);
    });
    for (const item of this.#items.values()) item.close();
    const kinds = [...this.#items.values()].flatMap((item) => item.kinds);
    const usage = decodeUsage(response['usage']);
    this.#echo = echoOf(response);
    this.#finished = true;
    this.#say({ kind: 'finish', choice: 0, finish: decodeFinish(response, kinds) });
    if (usage !== undefined) this.#say({ kind: 'usage', usage });
  }
}
