import type { ToolSpec } from '../ask/ask.js';
import type { ToolOffer } from '../ask/choose-tools.js';
import { isMap, type JsonMap } from '../json-map.js';
import { RequestRefused } from '../request-refused.js';
import { listAt, mapAt, onlyKnown, refuse, stringAt } from './field-rules.js';

const TOOL_FIELDS = [
  'type',
  'name',
  'description',
  'input_schema',
  'cache_control',
  'strict',
  'defer_loading',
  'allowed_callers',
  'eager_input_streaming',
  'input_examples',
];

const TOOL_NAME = /^[a-zA-Z0-9_-]{1,128}$/;

/** The caller's own tools; those the server runs itself are taken and never used. */
export function readTools(body: JsonMap): readonly ToolSpec[] {
  if (body['tools'] === undefined) return [];
  const tools = listAt(body['tools'], 'tools').map((value, index) => readTool(value, `tools.${index}`));
  if (new Set(tools.map(({ name }) => name)).size < tools.length)
    throw new RequestRefused('tools: Tool names must be unique.');
  return tools.filter(({ parameters }) => parameters !== undefined);
}

function readTool(value: unknown, path: string): ToolSpec {
  const tool = mapAt(value, path);
  const { type } = tool;
  const name = stringAt(tool, 'name', path);
  if (type !== undefined && type !== null && type !== 'custom') return { name, parameters: undefined };
  const at = `${path}.custom`;
  onlyKnown(tool, TOOL_FIELDS, at);
  if (!TOOL_NAME.test(name)) refuse(`${at}.name`, `String should match pattern '${TOOL_NAME.source}'`);
  const schema = mapAt(tool['input_schema'], `${at}.input_schema`);
  if (schema['type'] === undefined) refuse(`${at}.input_schema.type`, 'Field required');
  if (schema['type'] !== 'object') refuse(`${at}.input_schema.type`, "Input should be 'object'");
  return { name, parameters: schema };
}

const CHOICE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  auto: ['type', 'disable_parallel_tool_use'],
  any: ['type', 'disable_parallel_tool_use'],
  tool: ['type', 'name', 'disable_parallel_tool_use'],
  none: ['type'],
};

export function readToolChoice(
  body: JsonMap,
  tools: readonly ToolSpec[],
): Pick<ToolOffer, 'choice' | 'parallel'> {
  const given = body['tool_choice'];
  if (given === undefined) return { choice: 'auto', parallel: true };
  const choice = mapAt(given, 'tool_choice');
  const type = stringAt(choice, 'type', 'tool_choice');
  const fields = Object.hasOwn(CHOICE_FIELDS, type) ? CHOICE_FIELDS[type] : undefined;
  if (!fields)
    refuse(
      'tool_choice',
      `Input tag '${type}' found using 'type' does not match any of the expected tags: 'auto', 'any', 'tool', 'none'`,
    );
  else onlyKnown(choice, fields, `tool_choice.${type}`);
  if (!body['tools'] && type !== 'none')
    throw new RequestRefused('tool_choice: tool_choice may only be specified while providing tools.');
  const parallel = choice['disable_parallel_tool_use'] !== true;
  if (type !== 'tool')
    return { choice: type === 'any' ? 'required' : type === 'none' ? 'none' : 'auto', parallel };
  const name = stringAt(choice, 'name', 'tool_choice.tool');
  if (!tools.some((tool) => tool.name === name))
    throw new RequestRefused(`Tool '${name}' not found in provided tools`);
  return { choice: { names: [name] }, parallel };
}

/** Whether the choice leaves the model no way but to call a tool. */
export function forcesTool(body: JsonMap): boolean {
  const choice = body['tool_choice'];
  return isMap(choice) && (choice['type'] === 'any' || choice['type'] === 'tool');
}
