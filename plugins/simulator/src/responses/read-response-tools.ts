import type { ToolSpec } from '../ask/ask.js';
import type { ToolOffer } from '../ask/choose-tools.js';
import { isMap, type JsonMap } from '../json-map.js';
import { filledListAt, listAt, mapAt, textAt, wrongValue } from '../openai/field-rules.js';
import { functionName } from '../openai/function-name.js';
import { checkStrict } from '../openai/strict-schema.js';
import { RequestRefused } from '../request-refused.js';
import { onlyKnown, TOOL_FIELDS } from './response-fields.js';

const OF_SERVER =
  /^(?:custom|web_search|file_search|computer|code_interpreter|image_generation|mcp|local_shell|shell|apply_patch|tool_search|namespace)/;

/** The functions; other tools are taken and never used. */
export function readResponseTools(tools: unknown): readonly ToolSpec[] {
  if (tools === undefined || tools === null) return [];
  return listAt(tools, 'tools').flatMap((value, index) => {
    const at = `tools[${index}]`;
    const tool = mapAt(value, at);
    const type = textAt(tool['type'], `${at}.type`);
    if (OF_SERVER.test(type)) return [];
    if (type !== 'function')
      return wrongValue(`${at}.type`, type, ['function', 'custom', 'web_search', 'mcp']);
    const name = functionName(tool['name'], `${at}.name`);
    onlyKnown(tool, TOOL_FIELDS, at);
    if (tool['strict'] === true) checkStrict(tool['parameters'], `function '${name}'`, `${at}.parameters`);
    return [{ name, parameters: tool['parameters'] }];
  });
}

const MODES = ['none', 'auto', 'required'] as const;

export function readResponseChoice(choice: unknown, tools: readonly ToolSpec[]): ToolOffer['choice'] {
  if (choice === undefined || choice === null) return 'auto';
  const mode = MODES.find((known) => known === choice);
  if (mode === 'required' && tools.length === 0)
    refuse("Tool choice 'required' must be specified with 'tools' parameter.");
  if (mode !== undefined) return mode;
  if (!isMap(choice)) return wrongValue('tool_choice', choice, MODES);
  const type = textAt(choice['type'], 'tool_choice.type');
  if (type === 'allowed_tools') return allowed(choice);
  if (type !== 'function')
    return OF_SERVER.test(type)
      ? 'auto'
      : wrongValue('tool_choice.type', type, ['function', 'allowed_tools']);
  const name = textAt(choice['name'], 'tool_choice.name');
  onlyKnown(choice, ['type', 'name'], 'tool_choice');
  if (!tools.some((tool) => tool.name === name))
    refuse(`Tool choice 'function' not found in 'tools' parameter.`);
  return { names: [name] };
}

function allowed(choice: JsonMap): ToolOffer['choice'] {
  const { mode } = choice;
  if (mode !== 'auto' && mode !== 'required')
    return wrongValue('tool_choice.mode', mode, ['auto', 'required']);
  const names = filledListAt(choice['tools'], 'tool_choice.tools').map((value, index) =>
    textAt(mapAt(value, `tool_choice.tools[${index}]`)['name'], `tool_choice.tools[${index}].name`),
  );
  return mode === 'auto' ? 'auto' : { names };
}

function refuse(message: string): never {
  throw new RequestRefused(message, { param: 'tool_choice' });
}
