import type { Conversation, JsonObject, Tool, ToolChoice } from '@fairlead/plugin-sdk';
import { unsupported } from '../unsupported.js';

const NO_PARAMETERS: JsonObject = { type: 'object', properties: {} };

/** `tools`, `tool_choice` and `strict_tools`. One tool is asked for by name where it is the only one that is named. */
export function toolFields({ tools = [], toolChoice }: Conversation): JsonObject {
  const allowed = tools.filter((tool) => isAllowed(tool, toolChoice));
  if (allowed.length === 0) return {};
  return {
    tools: allowed.map(functionTool),
    ...choiceOf(toolChoice),
    ...(allowed.some((tool) => tool.kind === 'function' && tool.strict) && { strict_tools: true }),
  };
}

function isAllowed(tool: Tool, choice: ToolChoice | undefined): boolean {
  if (choice?.kind === 'named') return tool.kind !== 'vendor' && tool.name === choice.name;
  return choice?.kind !== 'among' || (tool.kind !== 'vendor' && choice.names.includes(tool.name));
}

function functionTool(tool: Tool): JsonObject {
  if (tool.kind !== 'function') throw unsupported(`tool of kind "${tool.kind}"`);
  const { name, description, schema = NO_PARAMETERS } = tool;
  return {
    type: 'function',
    function: { name, ...(description !== undefined && { description }), parameters: schema },
  };
}

function choiceOf(choice: ToolChoice | undefined): JsonObject {
  switch (choice?.kind) {
    case undefined:
    case 'auto':
      return {};
    case 'none':
      return { tool_choice: 'NONE' };
    case 'required':
    case 'named':
      return { tool_choice: 'REQUIRED' };
    case 'among':
      return choice.required ? { tool_choice: 'REQUIRED' } : {};
    case 'vendor':
      throw unsupported(`tool_choice that only ${choice.dialect} knows`);
  }
}
