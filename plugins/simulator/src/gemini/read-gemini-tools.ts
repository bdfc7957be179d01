import type { ToolSpec } from '../ask/ask.js';
import type { ToolOffer } from '../ask/choose-tools.js';
import type { JsonMap } from '../json-map.js';
import { below, listOf, proto, refuse, textAt, wrongValue } from './proto.js';
import { readSchema } from './read-schema.js';

const TOOL_FIELDS = [
  'functionDeclarations',
  'googleSearch',
  'googleSearchRetrieval',
  'codeExecution',
  'urlContext',
  'computerUse',
  'fileSearch',
  'googleMaps',
  'mcpServers',
];

const DECLARATION_FIELDS = [
  'name',
  'description',
  'behavior',
  'parameters',
  'parametersJsonSchema',
  'response',
  'responseJsonSchema',
];

const NAME = /^[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}$/;

/** The caller's functions; the server's own tools are taken and never used. */
export function readGeminiTools(value: unknown): readonly ToolSpec[] {
  return listOf(value).flatMap((tool, index) => {
    const path = `tools[${index}]`;
    const given = proto(tool, TOOL_FIELDS, path);
    return listOf(given['functionDeclarations']).map((declaration, at) =>
      readDeclaration(declaration, `${path}.function_declarations[${at}]`),
    );
  });
}

function readDeclaration(value: unknown, path: string): ToolSpec {
  const given = proto(value, DECLARATION_FIELDS, path);
  const name = textAt(given, 'name', path) ?? '';
  if (!NAME.test(name))
    refuse(
      `* GenerateContentRequest.${path}.name: Invalid function name. Must start with a letter or an underscore. Must be alphanumeric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 128.\n`,
    );
  const { parameters, parametersJsonSchema } = given;
  if (parameters !== undefined && parametersJsonSchema !== undefined)
    refuse(
      `* GenerateContentRequest.${path}: only one of parameters and parameters_json_schema may be set.\n`,
    );
  if (parametersJsonSchema !== undefined) return { name, parameters: parametersJsonSchema };
  return {
    name,
    parameters: parameters === undefined ? undefined : readSchema(parameters, below(path, 'parameters')),
  };
}

const MODES = {
  AUTO: 'auto',
  VALIDATED: 'auto',
  NONE: 'none',
  ANY: 'required',
  MODE_UNSPECIFIED: 'auto',
} as const;

export function readToolConfig(body: JsonMap, tools: readonly ToolSpec[]): ToolOffer['choice'] {
  if (body['toolConfig'] === undefined) return 'auto';
  const path = 'tool_config';
  const config = proto(
    body['toolConfig'],
    ['functionCallingConfig', 'retrievalConfig', 'includeServerSideToolInvocations'],
    path,
  );
  if (config['functionCallingConfig'] === undefined) return 'auto';
  const at = below(path, 'functionCallingConfig');
  const calling = proto(config['functionCallingConfig'], ['mode', 'allowedFunctionNames'], at);
  const mode = textAt(calling, 'mode', at)?.toUpperCase() ?? 'AUTO';
  if (!Object.hasOwn(MODES, mode)) wrongValue(calling['mode'], `${at}.mode`, 'TYPE_ENUM');
  const choice = MODES[mode as keyof typeof MODES];
  const names = listOf(calling['allowedFunctionNames']).map(String);
  if (choice === 'required' && tools.length === 0)
    refuse('Function calling config is set without function_declarations.');
  if (names.length === 0) return choice;
  if (mode !== 'ANY' && mode !== 'VALIDATED')
    refuse('Function calling mode must be ANY or VALIDATED when allowed_function_names is set.');
  const stranger = names.find((name) => !tools.some((tool) => tool.name === name));
  if (stranger !== undefined)
    refuse(`allowed_function_names has a function that is not declared: ${stranger}.`);
  return mode === 'ANY' ? { names } : choice;
}
