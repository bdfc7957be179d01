import type { EncodingContext } from '../../codec.js';
import type { Finish, Reply, ReplyUsage } from '../../form/index.js';
import { asArray, asObject, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { writeFinish } from './finish.js';
import { OWN, ownExtras } from './own.js';
import { responseFrame } from './response-frame.js';
import { writeUsage } from './usage.js';

/** What a reply says of itself before its content. */
export type ReplyHead = Pick<Reply, 'id' | 'model' | 'createdS' | 'serviceTier' | 'extras'>;

/** What is there when the answer ends. */
export interface ReplyEnd {
  readonly finish: Finish;
  readonly refused: boolean;
  readonly usage: ReplyUsage | undefined;
}

/** What a response repeats of its request, as it stands there. */
const ECHOED = [
  'instructions',
  'max_output_tokens',
  'max_tool_calls',
  'metadata',
  'parallel_tool_calls',
  'prompt_cache_key',
  'safety_identifier',
  'temperature',
  'tool_choice',
  'top_logprobs',
  'top_p',
  'truncation',
  'user',
] as const;

/** The tiers that clients know. */
const TIERS = new Set(['auto', 'default', 'flex', 'scale', 'priority']);

/** A whole response object. Without `end` it is one in progress. */
export function writeResponse(
  head: ReplyHead,
  output: readonly JsonObject[],
  context: EncodingContext,
  end?: ReplyEnd,
): JsonObject {
  const own = ownExtras(head);
  return {
    ...responseFrame(),
    ...echo(context.request),
    ...(TIERS.has(head.serviceTier ?? '') && { service_tier: head.serviceTier }),
    ...(end && ended(end, context.nowS)),
    ...own,
    // An id of another dialect means nothing here.
    id: (head.extras?.[OWN] && head.id) ?? `resp_${context.seed}`,
    created_at: head.createdS ?? context.nowS,
    model: head.model ?? context.conversation.model,
    output,
    ...(end?.usage && { usage: writeUsage(end.usage) }),
  };
}

/** Clients take a response that ended without usage for one that is broken: then every count is 0. */
function ended({ finish, refused }: ReplyEnd, nowS: number): JsonObject {
  const said = writeFinish(finish, refused);
  return {
    ...said,
    completed_at: said['status'] === 'completed' ? nowS : null,
    usage: writeUsage({ tokens: {} }),
  };
}

function echo(request: JsonObject): JsonObject {
  const said = ECHOED.flatMap((key) => (request[key] === undefined ? [] : [[key, request[key]] as const]));
  const tools = asArray(request['tools']).map((tool) => echoTool(asObject(tool) ?? {}));
  const { effort = null, summary = null } = asObject(request['reasoning']) ?? {};
  const { format = { type: 'text' }, verbosity } = asObject(request['text']) ?? {};
  return {
    ...Object.fromEntries(said.filter(([, value]) => value !== null)),
    tools,
    reasoning: { effort, summary },
    text: defined({ format, verbosity }),
  };
}

/** Of a function both are required. */
function echoTool(tool: JsonObject): JsonObject {
  return tool['type'] === 'function' ? { parameters: null, strict: null, ...tool } : tool;
}
