import type { ToolCallPart } from '../../form/index.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { keep } from './own.js';

/** The calls of an assistant's message, the deprecated single one included. */
export function decodeCalls(message: FieldReader): ToolCallPart[] {
  const calls = (message.children('tool_calls') ?? []).map(decodeCall);
  const single = message.child('function_call');
  if (single === undefined) return calls;
  const name = single.need('name', single.text('name'));
  return [
    ...calls,
    { kind: 'tool_call', id: functionCallId(name), name, input: single.text('arguments') ?? '' },
  ];
}

function decodeCall(call: FieldReader): ToolCallPart {
  const custom = call.text('type') === 'custom';
  const particulars = call.need(custom ? 'custom' : 'function', call.child(custom ? 'custom' : 'function'));
  return defined({
    kind: 'tool_call' as const,
    id: call.need('id', call.text('id')),
    name: particulars.need('name', particulars.text('name')),
    input: particulars.text(custom ? 'input' : 'arguments') ?? '',
    custom: custom || undefined,
    ...keep(call.rest()),
  });
}

/** Calls of the deprecated kind have no id: there is one a turn, and its result names the function. */
export function functionCallId(name: string): string {
  return `function_${name}`;
}
