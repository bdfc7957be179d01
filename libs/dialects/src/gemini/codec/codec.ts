import type { Codec } from '../../codec.js';
import { REPLY_CARRIAGE } from './carriage-reply.js';
import { REQUEST_CARRIAGE } from './carriage-request.js';
import { decodeGeminiReply } from './decode-reply.js';
import { decodeGeminiRequest } from './decode-request.js';
import { encodeGeminiReply } from './encode-reply.js';
import { encodeGeminiRequest } from './encode-request.js';
import { GeminiStreamDecoder } from './stream-decoder.js';
import { GeminiStreamEncoder } from './stream-encoder.js';

export const geminiCodec: Codec = {
  carriage: { request: REQUEST_CARRIAGE, reply: REPLY_CARRIAGE },
  decodeRequest: decodeGeminiRequest,
  encodeRequest: encodeGeminiRequest,
  decodeReply: decodeGeminiReply,
  encodeReply: encodeGeminiReply,
  openDecoder: () => new GeminiStreamDecoder(),
  openEncoder: (context) => new GeminiStreamEncoder(context),
  ties: { cachedContent: 'state' },
};
