import type { Message, Part } from '../../form/index.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { decodeCalls, functionCallId } from './decode-calls.js';
import { decodeContent } from './decode-content.js';
import { decodeReasoning, REASONING_FIELDS } from './decode-reasoning.js';
import { keep } from './own.js';

const ROLES = ['system', 'developer', 'user', 'assistant', 'tool', 'function'] as const;

export function decodeMessages(body: FieldReader): Message[] {
  const messages = body.need('messages', body.children('messages'));
  if (messages.length === 0) body.fail('messages', 'must hold at least one message.');
  const names = new Map<string, string>();
  return messages.map((message) => {
    const decoded = decodeMessage(message, names);
    for (const part of decoded.parts) if (part.kind === 'tool_call') names.set(part.id, part.name);
    return decoded;
  });
}

/** @param names of the tools that were called so far, by the id of the call */
function decodeMessage(message: FieldReader, names: ReadonlyMap<string, string>): Message {
  const role = message.need('role', message.word('role', ROLES));
  if (role === 'tool' || role === 'function') return decodeResult(message, role, names);
  const name = message.text('name');
  const parts = role === 'assistant' ? decodeTurn(message) : decodeContent(message);
  if (role !== 'assistant' && message.object['content'] === undefined)
    message.fail('content', 'is required.');
  return defined({ role, parts, name, ...keep(message.rest()) });
}

function decodeTurn(message: FieldReader): Part[] {
  message.skip(...REASONING_FIELDS);
  const refusal = message.text('refusal');
  return [
    ...decodeReasoning(message.object),
    ...decodeContent(message),
    ...(refusal === undefined ? [] : [{ kind: 'refusal', text: refusal } as const]),
    ...decodeCalls(message),
  ];
}

function decodeResult(
  message: FieldReader,
  role: 'tool' | 'function',
  names: ReadonlyMap<string, string>,
): Message {
  const named = role === 'function' ? message.need('name', message.text('name')) : message.text('name');
  const callId =
    role === 'function' ? functionCallId(named!) : message.need('tool_call_id', message.text('tool_call_id'));
  const name = named ?? names.get(callId);
  const content = decodeContent(message);
  const part = defined({ kind: 'tool_result' as const, callId, name, content, ...keep(message.rest()) });
  return { role: 'tool', parts: [part], ...keep(role === 'function' ? { role } : undefined) };
}
