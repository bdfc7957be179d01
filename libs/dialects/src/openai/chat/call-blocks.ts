import type { StreamPart, ToolCallPart } from '../../form/index.js';
import { asObject, asText, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import type { BlockCounter } from './block-counter.js';
import { functionCallId, madeUpCallId } from './call-names.js';
import { JsonEnd } from './json-end.js';

interface OpenCall {
  readonly id: string | undefined;
  readonly block: number;
  readonly end: JsonEnd;
  readonly custom: boolean;
  open: boolean;
}

/** The calls of one choice, which may come side by side. Each is closed as soon as its arguments are complete. */
export class CallBlocks {
  readonly #calls = new Map<number | string, OpenCall>();

  /** @param replyId what ids are made of where the wire has none */
  constructor(
    readonly choice: number,
    readonly counter: BlockCounter,
    readonly replyId: string,
  ) {}

  /** @param position in the list, for servers that leave the index out */
  read(call: JsonObject, position: number): StreamPart[] {
    const custom = asObject(call['custom']);
    const held = custom ?? asObject(call['function']) ?? {};
    const index = typeof call['index'] === 'number' ? call['index'] : position;
    const id = asText(call['id']);
    const input = custom ? custom['input'] : held['arguments'];
    const name = asText(held['name']);
    // Some servers give every call the index 0: another id is another call. Others repeat it in every piece.
    const known = this.#calls.get(index);
    const isNew = known === undefined || (id !== undefined && name !== undefined && id !== known.id);
    const opened = isNew
      ? this.#open(index, id, defined({ name: name ?? '', custom: custom ? true : undefined }))
      : [];
    return [
      ...opened,
      ...this.#grow(index, typeof input === 'string' ? input : input ? JSON.stringify(input) : ''),
    ];
  }

  /** The deprecated single call. */
  readSingle(call: JsonObject): StreamPart[] {
    const name = asText(call['name']);
    const opened =
      this.#calls.has('single') || name === undefined
        ? []
        : this.#open('single', functionCallId(name), { name });
    return [...opened, ...this.#grow('single', asText(call['arguments']) ?? '')];
  }

  closeAll(): StreamPart[] {
    return [...this.#calls.values()].flatMap((call) => this.#close(call));
  }

  #open(
    key: number | string,
    id: string | undefined,
    call: Pick<ToolCallPart, 'name' | 'custom'>,
  ): StreamPart[] {
    const before = this.#calls.get(key);
    const block = this.counter.next++;
    this.#calls.set(key, { id, block, end: new JsonEnd(), custom: call.custom === true, open: true });
    const part: ToolCallPart = {
      kind: 'tool_call',
      id: id ?? madeUpCallId(this.replyId, block),
      input: '',
      ...call,
    };
    return [...(before ? this.#close(before) : []), { kind: 'open', choice: this.choice, block, part }];
  }

  #grow(key: number | string, text: string): StreamPart[] {
    const call = this.#calls.get(key);
    if (call === undefined || !call.open || text === '') return [];
    call.end.feed(text);
    const grown: StreamPart = { kind: 'delta', block: call.block, text };
    return call.end.complete && !call.custom ? [grown, ...this.#close(call)] : [grown];
  }

  #close(call: OpenCall): StreamPart[] {
    if (!call.open) return [];
    call.open = false;
    return [{ kind: 'close', block: call.block }];
  }
}
