import type { ToolSpec } from '../ask/ask.js';
import type { ToolOffer } from '../ask/choose-tools.js';
import { filledListAt, mapAt, textAt, wrongValue } from '../openai/field-rules.js';
import { functionName } from '../openai/function-name.js';
import { checkStrict } from '../openai/strict-schema.js';
import { RequestRefused } from '../request-refused.js';

/** The functions; a custom tool (free text in) is taken and never used. */
export function readChatTools(tools: unknown): readonly ToolSpec[] {
  if (tools === undefined || tools === null) return [];
  return filledListAt(tools, 'tools').flatMap((value, index) => {
    const at = `tools[${index}]`;
    const tool = mapAt(value, at);
    const { type } = tool;
    if (type === 'custom') return [];
    if (type !== 'function') return wrongValue(`${at}.type`, type, ['function', 'custom']);
    const spec = mapAt(tool['function'], `${at}.function`);
    const name = functionName(spec['name'], `${at}.function.name`);
    if (spec['strict'] === true)
      checkStrict(spec['parameters'], `function '${name}'`, `${at}.function.parameters`);
    return [{ name, parameters: spec['parameters'] }];
  });
}

const MODES = ['none', 'auto', 'required'] as const;

export function readChatChoice(choice: unknown, tools: readonly ToolSpec[]): ToolOffer['choice'] {
  if (choice === undefined || choice === null) return 'auto';
  if (tools.length === 0 && choice !== 'none' && choice !== 'auto')
    throw new RequestRefused("'tool_choice' is only allowed when 'tools' are specified.", {
      param: 'tool_choice',
    });
  const mode = MODES.find((known) => known === choice);
  if (mode !== undefined) return mode;
  if (typeof choice === 'string') return wrongValue('tool_choice', choice, MODES);
  const given = mapAt(choice, 'tool_choice');
  if (given['type'] === 'allowed_tools')
    return allowed(mapAt(given['allowed_tools'], 'tool_choice.allowed_tools'));
  if (given['type'] !== 'function')
    return wrongValue('tool_choice.type', given['type'], ['function', 'allowed_tools', 'custom']);
  const name = textAt(mapAt(given['function'], 'tool_choice.function')['name'], 'tool_choice.function.name');
  if (tools.some((tool) => tool.name === name)) return { names: [name] };
  throw new RequestRefused(`Tool choice '${name}' not found in 'tools' parameter.`, { param: 'tool_choice' });
}

/** `auto` among a few tools is not told from a demand here: one of them is called. */
function allowed(given: Readonly<Record<string, unknown>>): ToolOffer['choice'] {
  if (given['mode'] === 'auto') return 'auto';
  if (given['mode'] !== 'required')
    return wrongValue('tool_choice.allowed_tools.mode', given['mode'], ['auto', 'required']);
  const names = filledListAt(given['tools'], 'tool_choice.allowed_tools.tools').map((value, index) => {
    const at = `tool_choice.allowed_tools.tools[${index}]`;
    return textAt(mapAt(mapAt(value, at)['function'], `${at}.function`)['name'], `${at}.function.name`);
  });
  return { names };
}
