import type { Message, Part } from '../../form/index.js';
import type { FieldReader } from '../../json/field-reader.js';
import { decodeContent } from './decode-content.js';
import { decodeOutputItem, vendorItem } from './decode-item.js';
import { keep } from './own.js';
import { isItemReference } from './request-shape.js';
import { Turns } from './turns.js';

/** Outputs of hosted tools that the caller ran, and other items that come from its side. */
const FROM_CALLER = /_output$|^mcp_approval_response$|^compaction_trigger$|^additional_tools$/;

/** `input`: text alone, or items; the items of one turn of the assistant become one message. */
export function decodeInput(body: FieldReader): Message[] {
  const input = body.raw('input');
  if (typeof input === 'string') return [{ role: 'user', parts: [{ kind: 'text', text: input }] }];
  const turns = new Turns();
  for (const item of body.children('input') ?? []) decodeItem(item, turns);
  return turns.messages;
}

function decodeItem(item: FieldReader, turns: Turns): void {
  if (isItemReference(item.object)) return turns.add('assistant', vendorItem(item.object));
  const type = item.text('type') ?? 'message';
  switch (type) {
    case 'message':
      return decodeMessage(item, turns);
    case 'function_call_output':
    case 'custom_tool_call_output':
      return turns.addResult(decodeResult(item, type === 'custom_tool_call_output'));
    default:
      if (FROM_CALLER.test(type)) return turns.add('user', vendorItem(item.object));
      for (const part of decodeOutputItem(item)) turns.add('assistant', part);
  }
}

function decodeMessage(item: FieldReader, turns: Turns): void {
  const role = item.need('role', item.word('role', ['user', 'assistant', 'system', 'developer']));
  item.need('content', item.raw('content'));
  if (role === 'assistant') {
    for (const part of decodeOutputItem(item)) turns.add(role, part);
    return;
  }
  const parts = decodeContent(item, 'content');
  item.skip('type');
  turns.push({ role, parts, ...keep(item.rest()) });
}

function decodeResult(item: FieldReader, custom: boolean): Part & { kind: 'tool_result' } {
  const name = item.text('name');
  const result = {
    kind: 'tool_result' as const,
    callId: item.need('call_id', item.text('call_id')),
    content: decodeContent(item, 'output'),
    ...(name !== undefined && { name }),
    ...(custom && { custom }),
  };
  item.skip('type');
  return { ...result, ...keep({ item: item.rest() }) };
}
