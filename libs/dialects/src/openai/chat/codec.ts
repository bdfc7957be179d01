import type { Codec } from '../../codec.js';
import { openAiChatCarriage } from './carriage.js';
import { decodeReply } from './decode-reply.js';
import { decodeRequest } from './decode-request.js';
import { encodeReply } from './encode-reply.js';
import { encodeRequest } from './encode-request.js';
import { ChatDecoder } from './stream-decoder.js';
import { ChatEncoder } from './stream-encoder.js';

/** The way of chat completions into the intermediate form and out of it. */
export const openAiChatCodec: Codec = {
  carriage: openAiChatCarriage,
  decodeRequest,
  encodeRequest,
  decodeReply,
  encodeReply,
  openDecoder: () => new ChatDecoder(),
  openEncoder: (context) => new ChatEncoder(context),
  ties: { web_search_options: 'provider_tool' },
};
