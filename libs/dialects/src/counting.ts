import type { CallShape, Decoded } from './codec.js';
import type { Conversation } from './form/index.js';
import type { JsonObject } from './json/decode.js';

/**
 * A dialect of token counting, in and out of the intermediate form: a request is a conversation, an answer a number.
 * Its dialect object has it as `counting`. All functions are pure; none throws for its input.
 */
export interface CountingCodec {
  /** @param call what the URL said, for dialects that put it there */
  decodeRequest(body: JsonObject, call: CallShape): Decoded<Conversation>;
  /** The same question for a target that knows the model as `model`. Nothing that bears on the answer alone is sent. */
  encodeRequest(conversation: Conversation, model: string): JsonObject;
  /** Tokens of the whole prompt; undefined when the reply states none. */
  decodeReply(body: JsonObject): number | undefined;
  encodeReply(tokens: number): JsonObject;
}
