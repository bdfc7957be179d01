import type { Message, Part } from '../../form/index.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { CallNames } from './call-names.js';
import { decodeCalls } from './decode-calls.js';
import { decodeContent } from './decode-content.js';
import { decodeReasoning, REASONING_FIELDS } from './decode-reasoning.js';
import { keep } from './own.js';

const ROLES = ['system', 'developer', 'user', 'assistant', 'tool', 'function'] as const;

export function decodeMessages(body: FieldReader): Message[] {
  const messages = body.need('messages', body.children('messages'));
  if (messages.length === 0) body.fail('messages', 'must hold at least one message.');
  const names = new CallNames();
  return messages.map((message) => decodeMessage(message, names));
}

function decodeMessage(message: FieldReader, names: CallNames): Message {
  const role = message.need('role', message.word('role', ROLES));
  if (role === 'tool' || role === 'function') return decodeResult(message, role, names);
  const name = message.text('name');
  const parts = role === 'assistant' ? decodeTurn(message, names) : decodeContent(message);
  if (role !== 'assistant' && message.object['content'] === undefined)
    message.fail('content', 'is required.');
  return defined({ role, parts, name, ...keep(message.rest()) });
}

function decodeTurn(message: FieldReader, names: CallNames): Part[] {
  message.skip(...REASONING_FIELDS);
  const refusal = message.text('refusal');
  return [
    ...decodeReasoning(message.object),
    ...decodeContent(message),
    ...(refusal === undefined ? [] : [{ kind: 'refusal', text: refusal } as const]),
    ...decodeCalls(message, names),
  ];
}

function decodeResult(message: FieldReader, role: 'tool' | 'function', names: CallNames): Message {
  const named = message.text('name');
  const callId =
    role === 'function'
      ? names.lastSingle(message.need('name', named))
      : message.need('tool_call_id', message.text('tool_call_id'));
  const name = named ?? names.nameOf(callId);
  const content = decodeContent(message);
  // Some servers want the name there too, though the call has it.
  const kept = keep({ ...message.rest(), ...(role === 'tool' && { name: named }) });
  const part = defined({ kind: 'tool_result' as const, callId, name, content, ...kept });
  return { role: 'tool', parts: [part] };
}
