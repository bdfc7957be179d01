import type { Tool, ToolChoice } from '../../form/index.js';
import { asArray, asObject, asText } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import type { FieldReader } from '../../json/field-reader.js';
import { keep, OWN } from './own.js';

export function decodeTool(tool: FieldReader): Tool {
  const type = tool.need('type', tool.text('type'));
  if (type !== 'function' && type !== 'custom') return { kind: 'vendor', dialect: OWN, value: tool.object };
  const name = tool.need('name', tool.text('name'));
  const description = tool.text('description');
  const particulars =
    type === 'function'
      ? { schema: tool.plain('parameters'), strict: tool.flag('strict') }
      : { format: tool.plain('format') };
  return defined({ kind: type, name, description, ...particulars, ...keep(tool.rest()) }) as Tool;
}

export function decodeToolChoice(body: FieldReader): ToolChoice | undefined {
  const value = body.raw('tool_choice');
  if (value === undefined) return undefined;
  if (typeof value === 'string') {
    const kind = body.word('tool_choice', ['auto', 'none', 'required']);
    return kind && { kind };
  }
  const choice = body.child('tool_choice')!;
  const type = choice.need('type', choice.text('type'));
  if (type === 'function' || type === 'custom')
    return { kind: 'named', name: choice.need('name', choice.text('name')) };
  const names = type === 'allowed_tools' ? namesOf(choice) : undefined;
  if (names === undefined) return { kind: 'vendor', dialect: OWN, value: choice.object };
  const mode = choice.word('mode', ['auto', 'required']);
  return { kind: 'among', names, required: mode === 'required' };
}

/** Undefined where tools are among them that have no name: the provider's own. */
function namesOf(choice: FieldReader): string[] | undefined {
  const tools = asArray(choice.list('tools')).map((tool) => asObject(tool) ?? {});
  const named = tools.filter(({ type }) => type === 'function' || type === 'custom');
  const names = named.flatMap(({ name }) => asText(name) ?? []);
  return names.length === tools.length ? names : undefined;
}
