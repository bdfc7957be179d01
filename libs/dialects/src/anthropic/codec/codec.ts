import type { Codec } from '../../codec.js';
import { REPLY_CARRIAGE } from './carriage-reply.js';
import { REQUEST_CARRIAGE } from './carriage-request.js';
import { decodeReply } from './decode-reply.js';
import { decodeRequest } from './decode-request.js';
import { encodeReply } from './encode-reply.js';
import { encodeRequest } from './encode-request.js';
import { MessagesDecoder } from './stream-decoder.js';
import { MessagesEncoder } from './stream-encoder.js';

/** The way of messages into the intermediate form and out of it. */
export const messagesCodec: Codec = {
  carriage: { request: REQUEST_CARRIAGE, reply: REPLY_CARRIAGE },
  decodeRequest,
  encodeRequest,
  decodeReply,
  encodeReply,
  openDecoder: () => new MessagesDecoder(),
  openEncoder: (context) => new MessagesEncoder(context),
  ties: { container: 'state', mcp_servers: 'provider_tool' },
};
