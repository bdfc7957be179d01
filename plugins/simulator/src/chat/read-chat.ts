import type { Ask } from '../ask/ask.js';
import { chooseTools } from '../ask/choose-tools.js';
import type { JsonMap } from '../json-map.js';
import { checkDecimal, mapAt, textAt, wholeNumberAt, wrongValue } from '../openai/field-rules.js';
import { readEffort } from '../openai/effort.js';
import { readStops } from '../openai/stops.js';
import { checkStrict } from '../openai/strict-schema.js';
import { readChatMessages, type ChatMessage } from './read-chat-messages.js';
import { readChatChoice, readChatTools } from './read-chat-tools.js';

/** OpenAI's limit. */
const MAX_CHOICES = 128;

/** @throws RequestRefused when a real provider would refuse the request too */
export function readChat(body: JsonMap): Ask {
  const messages = readChatMessages(body['messages']);
  checkDecimal(body, 'temperature', 2);
  checkDecimal(body, 'top_p', 1);
  const tools = readChatTools(body['tools']);
  const text = messages.map((message) => message.text).join('\n');
  const promptText = text + (body['tools'] ? JSON.stringify(body['tools']) : '');
  const maxTokens = wholeNumberAt(body, 'max_tokens', 1);
  return {
    promptText,
    cacheableText: promptText,
    maxTokens: wholeNumberAt(body, 'max_completion_tokens', 1) ?? maxTokens,
    calls: chooseTools({
      tools,
      choice: readChatChoice(body['tool_choice'], tools),
      parallel: body['parallel_tool_calls'] !== false,
      askedText: askedText(messages),
    }),
    replySchema: readReplySchema(body['response_format']),
    candidates: wholeNumberAt(body, 'n', 1, MAX_CHOICES) ?? 1,
    stopSequences: readStops(body['stop']),
    thinks: readEffort(body['reasoning_effort'], 'reasoning_effort') ?? false,
  };
}

/** Empty once a tool has answered: an agent's loop must come to an end. */
function askedText(messages: readonly ChatMessage[]): string {
  if (messages.at(-1)?.role === 'tool') return '';
  return messages.findLast(({ role }) => role === 'user')?.text ?? '';
}

function readReplySchema(format: unknown): unknown {
  if (format === undefined || format === null) return undefined;
  const given = mapAt(format, 'response_format');
  switch (given['type']) {
    case 'text':
      return undefined;
    case 'json_object':
      return { type: 'object' };
    case 'json_schema': {
      const holder = mapAt(given['json_schema'], 'response_format.json_schema');
      const name = textAt(holder['name'], 'response_format.json_schema.name');
      const schema = mapAt(holder['schema'], 'response_format.json_schema.schema');
      if (holder['strict'] === true) checkStrict(schema, `response_format '${name}'`, 'response_format');
      return schema;
    }
    default:
      return wrongValue('response_format.type', given['type'], ['json_object', 'json_schema', 'text']);
  }
}
