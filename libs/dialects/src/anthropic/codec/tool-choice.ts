import type { Conversation, Tool, ToolChoice } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import type { FieldReader } from '../../json/field-reader.js';
import { OWN } from './own.js';

export function decodeToolChoice(choice: FieldReader): ToolChoice {
  switch (choice.text('type')) {
    case 'auto':
      return { kind: 'auto' };
    case 'none':
      return { kind: 'none' };
    case 'any':
      return { kind: 'required' };
    case 'tool':
      return { kind: 'named', name: choice.need('name', choice.text('name')) };
    default:
      return { kind: 'vendor', dialect: OWN, value: choice.object };
  }
}

/** Whether the model must call a tool: then it may not think first within a budget. */
export function forcesTool({ toolChoice }: Conversation): boolean {
  const kind = toolChoice?.kind;
  return kind === 'required' || kind === 'named' || (toolChoice?.kind === 'among' && toolChoice.required);
}

/** There is no choice among some of the tools: the others are left out of the request. */
export function toolsToChooseFrom({ tools, toolChoice }: Conversation): readonly Tool[] | undefined {
  if (toolChoice?.kind !== 'among') return tools;
  return tools?.filter((tool) => tool.kind !== 'vendor' && toolChoice.names.includes(tool.name));
}

/** Whether there may be several calls is said here too; where nothing else is, the choice is the default one. */
export function encodeToolChoice({ toolChoice, parallelToolCalls }: Conversation): JsonObject | undefined {
  if (toolChoice === undefined && parallelToolCalls !== false) return undefined;
  const choice = wordOf(toolChoice ?? { kind: 'auto' });
  if (choice === undefined || choice['type'] === 'none' || parallelToolCalls === undefined) return choice;
  return { ...choice, disable_parallel_tool_use: !parallelToolCalls };
}

function wordOf(choice: ToolChoice): JsonObject | undefined {
  switch (choice.kind) {
    case 'auto':
    case 'none':
      return { type: choice.kind };
    case 'required':
      return { type: 'any' };
    case 'named':
      return { type: 'tool', name: choice.name };
    case 'among':
      return { type: choice.required ? 'any' : 'auto' };
    case 'vendor':
      return choice.dialect === OWN ? choice.value : undefined;
  }
}
