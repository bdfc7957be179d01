import type { Choice, Finish, FinishReason, Part } from '../../form/index.js';
import { asText, type JsonObject } from '../../json/decode.js';
import { keep, ownExtras } from './own.js';

const DECODED: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop_sequence',
  max_tokens: 'length',
  tool_use: 'tool_calls',
  refusal: 'refusal',
  pause_turn: 'pause',
  model_context_window_exceeded: 'context_length',
};

const ENCODED: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  stop_sequence: 'stop_sequence',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'refusal',
  refusal: 'refusal',
  pause: 'pause_turn',
  context_length: 'model_context_window_exceeded',
  malformed_call: 'end_turn',
  other: 'end_turn',
};

/** @param end holds `stop_reason` and what goes with it: a whole message, or the `delta` of the last event but one */
export function decodeFinish(end: JsonObject): Pick<Choice, 'finish' | 'extras'> {
  const { stop_reason, stop_sequence, ...rest } = end;
  const reason = DECODED[asText(stop_reason) ?? ''] ?? 'other';
  const sequence = asText(stop_sequence);
  return {
    finish: { reason, ...(sequence !== undefined && { sequence }) },
    ...keep(reason === 'other' ? { ...rest, stop_reason } : rest),
  };
}

/** @param said what the answer is made of, see {@link Said} */
export function encodeFinish({ reason, sequence }: Finish, said: Said): JsonObject {
  return { stop_reason: ENCODED[reason === 'stop' ? said.end : reason], stop_sequence: sequence ?? null };
}

/** Some dialects call it an ordinary end when a model refuses or calls a tool; here clients go by the reason alone. */
export class Said {
  #refuses = false;
  #calls = false;

  /** @param part of the answer; of a call, what the vendor itself says of its caller shows that the reason is its own */
  add(part: Pick<Part, 'kind' | 'extras'>): this {
    if (part.kind === 'refusal') this.#refuses = true;
    if (part.kind === 'tool_call' && !('caller' in ownExtras(part))) this.#calls = true;
    return this;
  }

  /** What `stop` means behind it. */
  get end(): FinishReason {
    if (this.#refuses) return 'refusal';
    return this.#calls ? 'tool_calls' : 'stop';
  }
}
