import { defineDialect } from '@fairlead/plugin-sdk';
import { EventDecoder } from './reply/event-decoder.js';
import { wholeReply } from './reply/whole-reply.js';
import { chatRequest } from './request/chat-request.js';

/** `POST /v2/chat`: its bodies, its replies and the events of its streams. Refusals are `{ "message": … }`, as usual. */
export const cohereV2 = defineDialect({
  framing: 'sse',
  encodeRequest: chatRequest,
  decodeReply: wholeReply,
  openDecoder: () => new EventDecoder(),
});
