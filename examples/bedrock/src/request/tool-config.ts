import type { Conversation, JsonObject, Tool, ToolChoice } from '@fairlead/plugin-sdk';
import { unsupported } from '../unsupported.js';
import { cachePoint } from './cache-point.js';

const NO_PARAMETERS: JsonObject = { type: 'object', properties: {} };

/** Undefined where the request has no tools, or may use none of them. */
export function toolConfig({ tools = [], toolChoice, messages }: Conversation): JsonObject | undefined {
  const allowed = toolChoice?.kind === 'none' ? [] : tools.filter((tool) => isAllowed(tool, toolChoice));
  if (allowed.length > 0) return { tools: allowed.flatMap(toolBlocks), ...choiceOf(toolChoice) };
  const hasCalls = messages.some(({ parts }) => parts.some(({ kind }) => kind === 'tool_call'));
  // A conversation with calls in it has to say which tools there are, and has no way to forbid them.
  if (tools.length > 0 && hasCalls) throw unsupported('tool_choice "none" behind a call of a tool');
  return undefined;
}

function isAllowed(tool: Tool, choice: ToolChoice | undefined): boolean {
  return choice?.kind !== 'among' || (tool.kind !== 'vendor' && choice.names.includes(tool.name));
}

function toolBlocks(tool: Tool): JsonObject[] {
  if (tool.kind !== 'function') throw unsupported(`tool of kind "${tool.kind}"`);
  const { name, description, schema = NO_PARAMETERS, strict, cache } = tool;
  const toolSpec = {
    name,
    ...(description !== undefined && { description }),
    inputSchema: { json: schema },
    ...(strict !== undefined && { strict }),
  };
  return [{ toolSpec }, ...cachePoint(cache)];
}

function choiceOf(choice: ToolChoice | undefined): JsonObject {
  switch (choice?.kind) {
    case undefined:
    case 'none':
      return {};
    case 'auto':
      return { toolChoice: { auto: {} } };
    case 'required':
      return { toolChoice: { any: {} } };
    case 'named':
      return { toolChoice: { tool: { name: choice.name } } };
    case 'among':
      return { toolChoice: choice.required ? { any: {} } : { auto: {} } };
    case 'vendor':
      throw unsupported(`tool_choice that only ${choice.dialect} knows`);
  }
}
