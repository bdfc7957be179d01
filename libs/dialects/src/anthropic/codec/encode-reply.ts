import type { EncodingContext } from '../../codec.js';
import type { Reply } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { encodeReplyBlocks } from './encode-reply-block.js';
import { encodeFinish, Said } from './finish.js';
import { ownExtras } from './own.js';
import { encodeHead } from './reply-head.js';
import { encodeUsage } from './reply-usage.js';

/** One message holds one answer: the first. */
export function encodeReply(reply: Reply, context: EncodingContext): JsonObject {
  const [choice] = reply.choices;
  const parts = choice?.parts ?? [];
  const said = parts.reduce((sum, part) => sum.add(part), new Said());
  return {
    ...encodeHead(reply, context),
    content: parts.flatMap(encodeReplyBlocks),
    ...encodeFinish(choice?.finish ?? { reason: 'other' }, said),
    ...(choice && ownExtras(choice)),
    usage: encodeUsage(reply.usage, reply.serviceTier),
  };
}
