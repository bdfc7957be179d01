import type { Dialect } from '../../dialect.js';
import { openAiErrorBody } from '../error.js';
import { readOpenAiFailure } from '../failure.js';
import { withOpenAiModel } from '../request.js';
import { responsesCodec } from './codec.js';
import { ResponsesStream } from './event-stream.js';
import { readResponsesRequest } from './request-shape.js';
import { readResponsesReply } from './whole-reply.js';

/** Responses, as OpenAI defined them. */
export const openAiResponses: Dialect = {
  name: 'openai-responses',
  operation: 'chat',
  readRequest: readResponsesRequest,
  withModel: withOpenAiModel,
  readReply: readResponsesReply,
  openStream: () => new ResponsesStream(),
  readFailure: readOpenAiFailure,
  errorBody: openAiErrorBody,
  codec: responsesCodec,
  replyHeaders: new Set(['openai-processing-ms', 'openai-version']),
  // The last event says that it is the last.
  terminator: new Uint8Array(0),
};
