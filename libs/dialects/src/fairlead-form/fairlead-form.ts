import { FORM_DIALECT } from '@fairlead/plugin-sdk';
import type { Dialect } from '../dialect.js';
import { fairleadFormCodec } from './codec.js';
import { readFormFailure, writeFormError } from './form-failure.js';
import { FormStream } from './form-stream.js';
import { readFormReply } from './form-reply.js';

/**
 * The intermediate form as a protocol: a `Conversation` in, a `Reply` or the events of its `StreamPart`s out. The engine
 * speaks it to providers that plugins serve in the form itself; no caller does.
 */
export const fairleadForm: Dialect = {
  name: FORM_DIALECT,
  operation: 'chat',
  readRequest: () => ({ ok: false, message: 'No caller speaks the intermediate form.', code: 'bad_request' }),
  withModel: (body) => body,
  readReply: readFormReply,
  codec: fairleadFormCodec,
  openStream: () => new FormStream(),
  readFailure: readFormFailure,
  errorBody: writeFormError,
  replyHeaders: new Set(),
  terminator: new Uint8Array(0),
};
