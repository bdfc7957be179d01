import type { FunctionTool, Tool } from '@fairlead/plugin-sdk';
import { defined } from '../../json/defined.js';
import type { JsonObject } from '../../json/decode.js';
import type { FieldReader } from '../../json/field-reader.js';
import { ownExtras } from './own-extras.js';
import { jsonSchemaOf } from './schema.js';

/** One entry of `tools`: functions, or a tool that the vendor runs, or both. */
export function decodeTool(tool: FieldReader): Tool[] {
  const functions = tool.children('functionDeclarations')?.map(decodeFunction) ?? [];
  const vendors = Object.entries(tool.rest() ?? {}).map(([key, value]): Tool => ({
    kind: 'vendor',
    dialect: 'gemini',
    value: { [key]: value },
  }));
  return [...functions, ...vendors];
}

function decodeFunction(declaration: FieldReader): FunctionTool {
  const own = declaration.plain('parameters');
  const schema = declaration.plain('parametersJsonSchema') ?? (own && jsonSchemaOf(own));
  return {
    kind: 'function',
    name: declaration.need('name', declaration.text('name')),
    ...defined({ description: declaration.text('description'), schema }),
    ...ownExtras(declaration.rest()),
  };
}

/** All functions are one entry, since the vendor wants them so; tools of other dialects are left out. */
export function encodeTools(tools: readonly Tool[]): JsonObject[] {
  const functions = tools.filter((tool) => tool.kind === 'function').map(encodeFunction);
  const vendors = tools.flatMap((tool) =>
    tool.kind === 'vendor' && tool.dialect === 'gemini' ? [tool.value] : [],
  );
  return [...(functions.length > 0 ? [{ functionDeclarations: functions }] : []), ...vendors];
}

/** `parametersJsonSchema` takes any JSON Schema, where `parameters` takes the vendor's own. */
function encodeFunction({ name, description, schema, extras }: FunctionTool): JsonObject {
  return { ...defined({ name, description, parametersJsonSchema: schema }), ...extras?.gemini };
}
