import type { FunctionTool, Tool } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { decodeCache, encodeCache } from './cache-marker.js';
import { keep, OWN, ownExtras } from './own.js';
import { closedSchema } from './schema.js';

/** A tool without a type, or of the type `custom`, is the caller's; every other one the vendor knows by its type. */
export function decodeTool(tool: FieldReader): Tool {
  const type = tool.text('type');
  if (type !== undefined && type !== 'custom') return { kind: 'vendor', dialect: OWN, value: tool.object };
  return {
    kind: 'function',
    name: tool.need('name', tool.text('name')),
    ...defined({
      description: tool.text('description'),
      schema: tool.plain('input_schema'),
      strict: tool.flag('strict'),
    }),
    ...decodeCache(tool),
    ...keep({ ...tool.rest(), type }),
  };
}

/** Tools of other dialects are left out. */
export function encodeTool(tool: Tool): JsonObject[] {
  if (tool.kind === 'function') return [encodeFunction(tool)];
  return tool.kind === 'vendor' && tool.dialect === OWN ? [tool.value] : [];
}

function encodeFunction(tool: FunctionTool): JsonObject {
  const { name, description, schema, strict } = tool;
  const input_schema = { type: 'object', ...(schema ?? { properties: {} }) };
  return {
    ...defined({
      name,
      description,
      input_schema: strict === true ? closedSchema(input_schema) : input_schema,
      strict,
    }),
    ...encodeCache(tool),
    ...ownExtras(tool),
  };
}
