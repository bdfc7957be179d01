import { asArray, asObject, asText, type JsonObject } from '../../json/decode.js';

/** What one choice of a chunk or of a whole reply brings. */
export interface ChoiceReading {
  readonly index: number;
  readonly hasContent: boolean;
  readonly finishReason: string | undefined;
  /** Some servers report a failure inside the choice; other clients would take it for text. */
  readonly error: unknown;
}

/** `part` is `delta` in a stream and `message` in a whole reply; a legacy completion has `text` instead. */
export function readChoices(body: JsonObject, part: 'delta' | 'message'): ChoiceReading[] {
  const choices = asArray(body['choices']);
  const read: ChoiceReading[] = [];
  for (let position = 0; position < choices.length; position++) {
    const choice = asObject(choices[position]);
    if (choice !== undefined) read.push(readChoice(choice, position, part));
  }
  return read;
}

function readChoice(choice: JsonObject, position: number, part: 'delta' | 'message'): ChoiceReading {
  const finishReason = asText(choice['finish_reason']);
  const error =
    choice['error'] ??
    (finishReason === 'error' ? { message: 'the provider ended with an error' } : undefined);
  return {
    index: typeof choice['index'] === 'number' ? choice['index'] : position,
    hasContent:
      bringsContent(asObject(choice[part]) ?? asObject(choice['message']) ?? {}) ||
      asText(choice['text']) !== undefined,
    finishReason,
    error: error ?? undefined,
  };
}

/** Text, reasoning, refusal, tool calls, audio, images: any field but the role that is not empty. */
function bringsContent(delta: JsonObject): boolean {
  for (const key in delta) {
    if (key === 'role') continue;
    const value = delta[key];
    if (value === null || value === undefined || value === '' || value === false) continue;
    if (Array.isArray(value) && value.length === 0) continue;
    if (typeof value === 'object' && Object.keys(value).length === 0) continue;
    return true;
  }
  return false;
}
