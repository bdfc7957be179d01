import type { Conversation } from '@fairlead/plugin-sdk';
import { unsupported } from '../unsupported.js';

/** @throws Fault `unsupported_parameter` where the answer would not be what was asked for */
export function refuseUnsaid({
  output,
  choices = 1,
  logprobs,
  modalities = [],
  previousReplyId,
}: Conversation): void {
  if (output?.kind === 'json') throw unsupported('wish for any JSON object; give a schema instead');
  if (choices > 1) throw unsupported('wish for several answers');
  if (logprobs !== undefined) throw unsupported("wish for each token's probability");
  if (modalities.length > 0) throw unsupported(`wish for an answer of ${modalities.join(' and ')}`);
  if (previousReplyId !== undefined) throw unsupported('reference to an answer that is kept elsewhere');
}
