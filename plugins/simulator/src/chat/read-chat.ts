import { isMap, type JsonMap } from './json-map.js';
import { RequestRefused } from './request-refused.js';

/** What a simulated model looks at in a chat request. */
export interface ChatRequest {
  readonly model: string;
  readonly stream: boolean;
  readonly includeUsage: boolean;
  /** The text of all messages and tools, for the count of prompt tokens. */
  readonly promptText: string;
  readonly maxTokens: number | undefined;
  /** The tool the model decides to call. */
  readonly tool: ToolSpec | undefined;
  /** The JSON schema the reply must follow. */
  readonly replySchema: unknown;
}

interface ToolSpec {
  readonly name: string;
  readonly parameters: unknown;
}

/** @throws RequestRefused when a real provider would refuse the request too */
export function readChatRequest(body: JsonMap, model: string): ChatRequest {
  const { messages, stream, stream_options: streamOptions, n } = body;
  if (!Array.isArray(messages) || messages.length === 0 || !messages.every(isMap))
    throw new RequestRefused('messages', 'must be a list of at least one message');
  if (n !== undefined && n !== null && n !== 1)
    throw new RequestRefused('n', 'must be 1: a simulated provider gives one answer', 'unsupported_value');
  return {
    model,
    stream: stream === true,
    includeUsage: isMap(streamOptions) && streamOptions['include_usage'] === true,
    promptText: messages.map(textOf).join('\n') + (body['tools'] ? JSON.stringify(body['tools']) : ''),
    maxTokens: readMaxTokens(body),
    tool: chooseTool(readTools(body['tools']), body['tool_choice'], messages),
    replySchema: readReplySchema(body['response_format']),
  };
}

function readMaxTokens(body: JsonMap): number | undefined {
  const given = body['max_completion_tokens'] ?? body['max_tokens'] ?? undefined;
  if (given === undefined || (typeof given === 'number' && Number.isInteger(given) && given > 0))
    return given;
  throw new RequestRefused('max_tokens', 'must be a whole number of at least 1');
}

function readTools(tools: unknown): readonly ToolSpec[] {
  if (tools === undefined || tools === null) return [];
  if (!Array.isArray(tools)) throw new RequestRefused('tools', 'must be a list');
  return tools.map((tool: unknown, index) => {
    const spec = isMap(tool) && isMap(tool['function']) ? tool['function'] : {};
    if (typeof spec['name'] === 'string') return { name: spec['name'], parameters: spec['parameters'] };
    throw new RequestRefused(`tools[${index}].function.name`, 'must be the name of a function');
  });
}

function chooseTool(
  tools: readonly ToolSpec[],
  choice: unknown,
  messages: readonly JsonMap[],
): ToolSpec | undefined {
  if (tools.length === 0 || choice === 'none') return undefined;
  if (isMap(choice)) {
    const named = isMap(choice['function']) ? choice['function']['name'] : undefined;
    const tool = tools.find(({ name }) => name === named);
    if (tool === undefined) throw new RequestRefused('tool_choice', 'must name a function in tools');
    return tool;
  }
  const asked = lastUserText(messages);
  const mentioned = tools.find(({ name }) => asked.includes(name));
  return mentioned ?? (choice === 'required' ? tools[0] : undefined);
}

/** Empty once a tool has answered: an agent's loop must come to an end. */
function lastUserText(messages: readonly JsonMap[]): string {
  if (messages.at(-1)?.['role'] === 'tool') return '';
  const last = messages.findLast((message) => message['role'] === 'user');
  return last === undefined ? '' : textOf(last);
}

function readReplySchema(format: unknown): unknown {
  if (!isMap(format)) return undefined;
  if (format['type'] === 'json_object') return { type: 'object' };
  if (format['type'] !== 'json_schema') return undefined;
  const holder = format['json_schema'];
  if (isMap(holder) && isMap(holder['schema'])) return holder['schema'];
  throw new RequestRefused('response_format.json_schema.schema', 'must be a JSON schema');
}

function textOf({ content }: JsonMap): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => (isMap(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}
