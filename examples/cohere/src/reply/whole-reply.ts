import { Fault, type JsonObject, type Part, type Reply } from '@fairlead/plugin-sdk';
import type { ChatReply, ChatToolCall } from './chat-reply.js';
import { citationsOf } from './citation-of.js';
import { finishOf } from './finish-of.js';
import { usageOf } from './usage-of.js';
import { withoutNulls } from './without-nulls.js';

export function wholeReply(body: JsonObject): Reply {
  const { id, message, finish_reason, usage } = withoutNulls(body) as ChatReply;
  if (message === undefined) throw new Fault('protocol_error', 'the reply has no message');
  const finish = finishOf(finish_reason);
  return {
    ...(id !== undefined && { id }),
    choices: [{ index: 0, parts: partsOf(message), finish }],
    ...(usage !== undefined && { usage: { tokens: usageOf(usage) } }),
  };
}

function partsOf({
  tool_plan,
  tool_calls = [],
  content = [],
  citations = [],
}: NonNullable<ChatReply['message']>): Part[] {
  const cited = citations.flatMap(citationsOf);
  const said = content.flatMap(({ thinking, text }): Part[] => {
    if (thinking !== undefined) return [{ kind: 'reasoning', text: thinking }];
    return text === undefined ? [] : [{ kind: 'text', text, ...(cited.length > 0 && { citations: cited }) }];
  });
  const plan: Part[] = tool_plan ? [{ kind: 'reasoning', text: tool_plan }] : [];
  return [...plan, ...said, ...tool_calls.map(toolCall)];
}

function toolCall({ id = '', function: { name = '', arguments: input = '' } = {} }: ChatToolCall): Part {
  return { kind: 'tool_call', id, name, input };
}
