import type { Tool, ToolChoice } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { OWN, ownExtras } from './own.js';

/** Undefined for a tool that only another dialect knows. */
export function encodeTool(tool: Tool): JsonObject | undefined {
  if (tool.kind === 'vendor') return tool.dialect === OWN ? tool.value : undefined;
  const { kind, name, description } = tool;
  if (tool.kind === 'custom')
    return { ...defined({ type: kind, name, description, format: tool.format }), ...ownExtras(tool) };
  return {
    ...defined({ type: kind, name, description }),
    parameters: tool.schema ?? { type: 'object', properties: {} },
    // Left out it means true here, and false elsewhere.
    strict: tool.strict ?? false,
    ...ownExtras(tool),
  };
}

export function encodeToolChoice(choice: ToolChoice, tools: readonly Tool[]): unknown {
  const reference = (name: string): JsonObject => {
    const custom = tools.some((tool) => tool.kind === 'custom' && tool.name === name);
    return { type: custom ? 'custom' : 'function', name };
  };
  switch (choice.kind) {
    case 'named':
      return reference(choice.name);
    case 'among':
      return {
        type: 'allowed_tools',
        mode: choice.required ? 'required' : 'auto',
        tools: choice.names.map(reference),
      };
    case 'vendor':
      return choice.dialect === OWN ? choice.value : undefined;
    default:
      return choice.kind;
  }
}
