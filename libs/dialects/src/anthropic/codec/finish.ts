import type { Choice, Finish, FinishReason, Part } from '../../form/index.js';
import { asText, type JsonObject } from '../../json/decode.js';
import { keep } from './own.js';

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

/** @param said kinds of the parts of the answer: some dialects call a refusal or a call of a tool an ordinary end */
export function encodeFinish({ reason, sequence }: Finish, said: ReadonlySet<Part['kind']>): JsonObject {
  const plain = reason === 'stop';
  const meant =
    plain && said.has('refusal') ? 'refusal' : plain && said.has('tool_call') ? 'tool_calls' : reason;
  return { stop_reason: ENCODED[meant], stop_sequence: sequence ?? null };
}
