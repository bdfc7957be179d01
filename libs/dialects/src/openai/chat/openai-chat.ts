import type { Dialect } from '../../dialect.js';
import { openAiChatCodec } from './codec.js';
import { readChatReply } from './chat-reply.js';
import { ChatStream } from './chat-stream.js';
import { openAiErrorBody } from '../error.js';
import { readOpenAiFailure } from '../failure.js';
import { readOpenAiRequest, withOpenAiModel } from '../request.js';

/** Chat completions, as OpenAI defined them and many servers speak them. */
export const openAiChat: Dialect = {
  name: 'openai-chat',
  operation: 'chat',
  readRequest: readOpenAiRequest,
  withModel: withOpenAiModel,
  readReply: readChatReply,
  codec: openAiChatCodec,
  openStream: () => new ChatStream(),
  readFailure: readOpenAiFailure,
  errorBody: openAiErrorBody,
  replyHeaders: new Set(['openai-processing-ms', 'openai-version']),
  terminator: Buffer.from('data: [DONE]\n\n'),
};
