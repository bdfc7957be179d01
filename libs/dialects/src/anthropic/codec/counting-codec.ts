import type { CountingCodec } from '../../counting.js';
import { asCount } from '../../json/decode.js';
import { decodeRequest } from './decode-request.js';
import { encodeRequest } from './encode-request.js';

/** Fields of a message request that a count of its tokens takes too; the others bear on the answer alone. */
const COUNTED: ReadonlySet<string> = new Set([
  'model',
  'system',
  'messages',
  'tools',
  'tool_choice',
  'thinking',
  'cache_control',
  'output_config',
  'context_management',
  'mcp_servers',
]);

/** A request to count is a message request without what bears on the answer alone. */
export const messagesCounting: CountingCodec = {
  decodeRequest,
  encodeRequest(conversation, model) {
    const fields = Object.entries(encodeRequest(conversation, model));
    return Object.fromEntries(fields.filter(([key]) => COUNTED.has(key)));
  },
  decodeReply: ({ input_tokens }) => asCount(input_tokens),
  encodeReply: (tokens) => ({ input_tokens: tokens }),
};
