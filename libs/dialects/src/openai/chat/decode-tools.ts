import type { Tool, ToolChoice } from '../../form/index.js';
import { asObject, asText } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { decodeCacheControl } from './cache-control.js';
import { readFormat } from './custom-format.js';
import { keep, OWN } from './own.js';

/** `tools`, and the deprecated `functions`. */
export function decodeTools(body: FieldReader): Tool[] | undefined {
  const tools = body.children('tools')?.map(decodeTool);
  const functions = body.children('functions')?.map((fields) => decodeFunction(fields));
  return tools ?? functions;
}

function decodeTool(tool: FieldReader): Tool {
  // One vendor's own library leaves it out.
  const type = tool.text('type') ?? (tool.object['function'] === undefined ? undefined : 'function');
  if (type === 'function') return decodeFunction(tool.need('function', tool.child('function')), tool);
  tool.need('type', type);
  const custom = type === 'custom' ? tool.child('custom') : undefined;
  if (custom === undefined) return { kind: 'vendor', dialect: OWN, value: tool.object };
  const format = custom.plain('format');
  const decoded = defined({
    kind: 'custom' as const,
    name: custom.need('name', custom.text('name')),
    description: custom.text('description'),
    format: format && readFormat(format),
  });
  return { ...decoded, ...keep({ ...tool.rest(), custom: custom.rest() }) };
}

/** @param around the object that the function stands in */
function decodeFunction(fields: FieldReader, around?: FieldReader): Tool {
  const decoded = defined({
    kind: 'function' as const,
    name: fields.need('name', fields.text('name')),
    description: fields.text('description'),
    schema: fields.plain('parameters'),
    strict: fields.flag('strict'),
  });
  const cache = decodeCacheControl({ ...fields.object, ...around?.object });
  return { ...decoded, ...cache, ...keep({ ...around?.rest(), function: fields.rest() }) };
}

/** `tool_choice`, and the deprecated `function_call`. */
export function decodeToolChoice(body: FieldReader): ToolChoice | undefined {
  const key = body.raw('tool_choice') === undefined ? 'function_call' : 'tool_choice';
  const value = body.raw(key);
  if (value === undefined) return undefined;
  if (typeof value === 'string') {
    // One vendor's own word for `required`.
    const word = body.word(key, ['auto', 'none', 'required', 'any']);
    return { kind: word === 'any' ? 'required' : word! };
  }
  const choice = body.child(key)!;
  const named =
    choice.child('function') ?? choice.child('custom') ?? (key === 'function_call' ? choice : undefined);
  if (named !== undefined) return { kind: 'named', name: named.need('name', named.text('name')) };
  const allowed = choice.text('type') === 'allowed_tools' ? choice.child('allowed_tools') : undefined;
  if (allowed === undefined) return { kind: 'vendor', dialect: OWN, value: choice.object };
  const names = (allowed.list('tools') ?? []).flatMap((tool) => {
    const { function: fn, custom } = asObject(tool) ?? {};
    return asText(asObject(fn ?? custom)?.['name']) ?? [];
  });
  return { kind: 'among', names, required: allowed.text('mode') === 'required' };
}
