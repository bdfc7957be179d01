import type { Dialect } from '../dialect.js';
import { messagesCodec } from './codec/codec.js';
import { readMessagesRequest } from './request.js';
import { readMessagesReply } from './whole-reply.js';
import { anthropicWire } from './wire.js';

/** Messages, as Anthropic defined them. */
export const anthropicMessages: Dialect = {
  ...anthropicWire,
  name: 'anthropic-messages',
  operation: 'chat',
  readRequest: readMessagesRequest,
  readReply: readMessagesReply,
  codec: messagesCodec,
  terminator: Buffer.from('event: message_stop\ndata: {"type":"message_stop"}\n\n'),
};
