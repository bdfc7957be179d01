import type { JsonMap } from '../json-map.js';
import { filledListAt, mapAt, textAt, wrongType, wrongValue } from '../openai/field-rules.js';
import { RequestRefused } from '../request-refused.js';

export interface ChatMessage {
  readonly role: string;
  readonly text: string;
  /** Ids of the tools called. */
  readonly calls: readonly string[];
  /** The call that a tool's message answers. */
  readonly answers: string | undefined;
}

const ROLES = ['system', 'assistant', 'user', 'function', 'tool', 'developer'];

/** Which parts a message may have, by its role. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  user: ['text', 'image_url', 'input_audio', 'file'],
  assistant: ['text', 'refusal'],
};

/** @throws RequestRefused when a real provider would refuse the conversation too */
export function readChatMessages(value: unknown): readonly ChatMessage[] {
  const messages = filledListAt(value, 'messages').map((message, index) =>
    readMessage(message, `messages[${index}]`),
  );
  checkCalls(messages);
  return messages;
}

function readMessage(value: unknown, at: string): ChatMessage {
  const message = mapAt(value, at);
  const role = textAt(message['role'], `${at}.role`);
  if (!ROLES.includes(role)) wrongValue(`${at}.role`, role, ROLES);
  const calls = role === 'assistant' ? readCalls(message, at) : [];
  return {
    role,
    text: readContent(message, role, calls.length > 0, at) + calls.map(({ text }) => text).join(''),
    calls: calls.map(({ id }) => id),
    answers: role === 'tool' ? textAt(message['tool_call_id'], `${at}.tool_call_id`) : undefined,
  };
}

function readContent(message: JsonMap, role: string, mayLack: boolean, at: string): string {
  const { content } = message;
  if (typeof content === 'string') return content;
  if (content === undefined || content === null) {
    if (mayLack || role === 'function' || typeof message['refusal'] === 'string') return '';
    throw new RequestRefused(`Invalid value for 'content': expected a string, got null.`, {
      param: `${at}.content`,
    });
  }
  if (!Array.isArray(content))
    return wrongType(`${at}.content`, 'one of a string or array of objects', content);
  const known = PARTS[role] ?? ['text'];
  return filledListAt(content, `${at}.content`)
    .map((part, index) => readPart(part, known, `${at}.content[${index}]`))
    .join('');
}

function readPart(value: unknown, known: readonly string[], at: string): string {
  const part = mapAt(value, at);
  const type = textAt(part['type'], `${at}.type`);
  if (!known.includes(type)) wrongValue(`${at}.type`, type, known);
  const body = part[type];
  if (type === 'text' || type === 'refusal') return textAt(body, `${at}.${type}`);
  if (type === 'image_url') textAt(mapAt(body, `${at}.image_url`)['url'], `${at}.image_url.url`);
  else mapAt(body, `${at}.${type}`);
  return '';
}

function readCalls(message: JsonMap, at: string): readonly { readonly id: string; readonly text: string }[] {
  const given = message['tool_calls'];
  if (given === undefined || given === null) return [];
  return filledListAt(given, `${at}.tool_calls`).map((value, index) => {
    const path = `${at}.tool_calls[${index}]`;
    const call = mapAt(value, path);
    const id = textAt(call['id'], `${path}.id`);
    const { type } = call;
    if (type === 'custom') return { id, text: JSON.stringify(mapAt(call['custom'], `${path}.custom`)) };
    if (type !== 'function') return wrongValue(`${path}.type`, type, ['function', 'custom']);
    const called = mapAt(call['function'], `${path}.function`);
    const name = textAt(called['name'], `${path}.function.name`);
    return { id, text: name + textAt(called['arguments'], `${path}.function.arguments`) };
  });
}

/** Right after a call come the answers to all of it, and nothing else is an answer. */
function checkCalls(messages: readonly ChatMessage[]): void {
  let open: readonly string[] = [];
  for (const [index, { answers, calls }] of [...messages, { answers: undefined, calls: [] }].entries()) {
    if (answers !== undefined && !open.includes(answers))
      throw new RequestRefused(
        "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
        { param: `messages.[${index}].role` },
      );
    if (answers === undefined && open.length > 0)
      throw new RequestRefused(
        `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${open.join(', ')}`,
        { param: `messages.[${index}].role` },
      );
    open = answers === undefined ? calls : open.filter((id) => id !== answers);
  }
}
