import type { Tool, ToolChoice } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { OWN, withOwn } from './own.js';
import { writeFormat } from './custom-format.js';

/** Undefined for a tool that only another dialect knows. */
export function encodeTool(tool: Tool): JsonObject | undefined {
  if (tool.kind === 'vendor') return tool.dialect === OWN ? tool.value : undefined;
  const { name, description } = tool;
  if (tool.kind === 'custom') {
    const format = tool.format && writeFormat(tool.format);
    return withOwn({ type: 'custom', custom: defined({ name, description, format }) }, tool);
  }
  const { schema: parameters, strict } = tool;
  return withOwn({ type: 'function', function: defined({ name, description, parameters, strict }) }, tool);
}

export function encodeToolChoice(choice: ToolChoice, tools: readonly Tool[]): unknown {
  const reference = (name: string): JsonObject => {
    const custom = tools.some((tool) => tool.kind === 'custom' && tool.name === name);
    return custom ? { type: 'custom', custom: { name } } : { type: 'function', function: { name } };
  };
  switch (choice.kind) {
    case 'named':
      return reference(choice.name);
    case 'among': {
      const mode = choice.required ? 'required' : 'auto';
      return { type: 'allowed_tools', allowed_tools: { mode, tools: choice.names.map(reference) } };
    }
    case 'vendor':
      return choice.dialect === OWN ? choice.value : undefined;
    default:
      return choice.kind;
  }
}
