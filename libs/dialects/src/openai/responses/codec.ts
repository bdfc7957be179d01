import type { Codec } from '../../codec.js';
import { carriage } from './carriage.js';
import { decodeReply } from './decode-reply.js';
import { decodeRequest } from './decode-request.js';
import { encodeReply } from './encode-reply.js';
import { encodeRequest } from './encode-request.js';
import { ResponsesDecoder } from './stream-decoder.js';
import { ResponsesEncoder } from './stream-encoder.js';

/** The way of responses into the intermediate form and out of it. */
export const responsesCodec: Codec = {
  carriage,
  decodeRequest,
  encodeRequest,
  decodeReply,
  encodeReply,
  openDecoder: () => new ResponsesDecoder(),
  openEncoder: (context) => new ResponsesEncoder(context),
};
