import { withModelField } from '../json/model-field.js';
import { messagesErrorBody } from './error.js';
import { readMessagesFailure } from './failure.js';
import { MessageStream } from './message-stream.js';

/** What every operation of the vendor has in common. */
export const anthropicWire = {
  withModel: withModelField,
  openStream: () => new MessageStream(),
  readFailure: readMessagesFailure,
  errorBody: messagesErrorBody,
  // The provider's own request id stays behind, and so does the name of the organisation: they are not the caller's.
  replyHeaders: new Set<string>(),
};
