import type { ToolCallPart } from '../../form/index.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import type { CallNames } from './call-names.js';
import { keep } from './own.js';

/** The calls of an assistant's message, the deprecated single one included. */
export function decodeCalls(message: FieldReader, names: CallNames): ToolCallPart[] {
  const calls = (message.children('tool_calls') ?? []).map(decodeCall);
  for (const { id, name } of calls) names.add(id, name);
  const single = message.child('function_call');
  if (single === undefined) return calls;
  const name = single.need('name', single.text('name'));
  return [
    ...calls,
    { kind: 'tool_call', id: names.nextSingle(name), name, input: single.text('arguments') ?? '' },
  ];
}

function decodeCall(call: FieldReader): ToolCallPart {
  const custom = call.text('type') === 'custom';
  const kind = custom ? 'custom' : 'function';
  const particulars = call.need(kind, call.child(kind));
  return defined({
    kind: 'tool_call' as const,
    id: call.need('id', call.text('id')),
    name: particulars.need('name', particulars.text('name')),
    input: particulars.text(custom ? 'input' : 'arguments') ?? '',
    custom: custom || undefined,
    ...keep({ ...call.rest(), [kind]: particulars.rest() }),
  });
}
