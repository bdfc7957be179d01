import type { ConversationDialect } from '@fairlead/plugin-sdk';
import type { Codec, RequestTie } from '../codec.js';
import type { RequestShape } from '../dialect.js';
import type { Conversation } from '../form/index.js';
import { RequestFeatures } from './request-features.js';

/**
 * What a request has to do with its provider beyond an answer. One with a tie is not the same when it is made a second
 * time, or elsewhere.
 *
 * @param own the dialect that the request was written in
 */
export function requestTies(
  conversation: Conversation,
  { stored }: RequestShape,
  own: ConversationDialect,
  { ties }: Pick<Codec, 'ties'>,
): ReadonlySet<RequestTie> {
  const features = new RequestFeatures(conversation, own);
  const found = new Set<RequestTie>();
  if (features.has('previous_reply')) found.add('state');
  if (stored) found.add('stored');
  if (features.has('vendor_tool')) found.add('provider_tool');
  if (features.has('uploaded_file')) found.add('upload');
  for (const [field, tie] of Object.entries(ties ?? {})) {
    if ((conversation.extras?.[own]?.[field] ?? undefined) !== undefined) found.add(tie);
  }
  return found;
}
