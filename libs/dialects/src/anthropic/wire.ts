import { withModelField } from '../json/model-field.js';
import { readOpenAiFailure } from '../openai/failure.js';
import { messagesErrorBody } from './error.js';
import { MessageStream } from './message-stream.js';

/** What every operation of the vendor has in common. */
export const anthropicWire = {
  withModel: withModelField,
  openStream: () => new MessageStream(),
  // Error bodies come in as many shapes here as there: proxies and servers that imitate the vendor write them.
  readFailure: readOpenAiFailure,
  errorBody: messagesErrorBody,
  // The provider's own request id stays behind, and so does the name of the organisation: they are not the caller's.
  replyHeaders: new Set<string>(),
};
