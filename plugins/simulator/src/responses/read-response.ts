import type { Scene } from '../api.js';
import type { Ask } from '../ask/ask.js';
import { chooseTools } from '../ask/choose-tools.js';
import type { JsonMap } from '../json-map.js';
import { readEffort } from '../openai/effort.js';
import { checkDecimal, listAt, mapAt, textAt, wholeNumberAt, wrongValue } from '../openai/field-rules.js';
import { checkStrict } from '../openai/strict-schema.js';
import type { Item } from './read-item.js';
import { readInput } from './read-input.js';
import { readResponseChoice, readResponseTools } from './read-response-tools.js';
import { onlyKnown, REQUEST_FIELDS } from './response-fields.js';

export interface ResponseAsk extends Ask {
  /** The conversation alone: neither instructions nor tools are kept with a reply. */
  readonly talk: string;
  /** Whether a summary of the thoughts is told. */
  readonly summarizes: boolean;
  /** Whether thoughts come sealed, for the caller to keep. */
  readonly seals: boolean;
  /** Whether the reply is kept for requests that go on from it. */
  readonly stores: boolean;
}

/** OpenAI's limit, from below. */
const LEAST_OUTPUT_TOKENS = 16;

/** @throws RequestRefused when the API would refuse the request */
export function readResponse(body: JsonMap, scene: Scene): ResponseAsk {
  onlyKnown(body, REQUEST_FIELDS);
  checkDecimal(body, 'temperature', 2);
  checkDecimal(body, 'top_p', 1);
  const { items, previousText } = readInput(body, scene);
  const tools = readResponseTools(body['tools']);
  const instructions = body['instructions'] ?? undefined;
  const head = instructions === undefined ? [] : [textAt(instructions, 'instructions')];
  const toolText = tools.length > 0 ? JSON.stringify(body['tools']) : '';
  const talk = [previousText, ...items.map(({ text }) => text)].join('\n').trim();
  const promptText = toolText + [...head, talk].join('\n');
  return {
    talk,
    promptText,
    cacheableText: promptText,
    maxTokens: wholeNumberAt(body, 'max_output_tokens', LEAST_OUTPUT_TOKENS),
    calls: chooseTools({
      tools,
      choice: readResponseChoice(body['tool_choice'], tools),
      parallel: body['parallel_tool_calls'] !== false,
      askedText: askedText(items),
    }),
    replySchema: readFormat(body['text']),
    candidates: 1,
    stopSequences: [],
    ...readReasoning(body['reasoning']),
    seals: readInclude(body['include']).includes('reasoning.encrypted_content'),
    stores: body['store'] !== false,
  };
}

/** Empty once a tool has answered: an agent's loop must come to an end. */
function askedText(items: readonly Item[]): string {
  if (items.at(-1)?.type.endsWith('_output')) return '';
  return items.findLast(({ role }) => role === 'user')?.text ?? '';
}

function readReasoning(value: unknown): { readonly thinks: boolean; readonly summarizes: boolean } {
  if (value === undefined || value === null) return { thinks: false, summarizes: false };
  const reasoning = mapAt(value, 'reasoning');
  onlyKnown(reasoning, ['effort', 'summary', 'generate_summary', 'context', 'mode'], 'reasoning');
  const summary = reasoning['summary'] ?? reasoning['generate_summary'] ?? undefined;
  const known = ['auto', 'concise', 'detailed'];
  if (summary !== undefined && !known.some((value) => value === summary))
    wrongValue('reasoning.summary', summary, known);
  const { effort } = reasoning;
  return { thinks: readEffort(effort, 'reasoning.effort') ?? true, summarizes: summary !== undefined };
}

function readFormat(value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  const text = mapAt(value, 'text');
  onlyKnown(text, ['format', 'verbosity'], 'text');
  if (text['format'] === undefined || text['format'] === null) return undefined;
  const format = mapAt(text['format'], 'text.format');
  switch (format['type']) {
    case 'text':
      return undefined;
    case 'json_object':
      return { type: 'object' };
    case 'json_schema': {
      const name = textAt(format['name'], 'text.format.name');
      const schema = mapAt(format['schema'], 'text.format.schema');
      onlyKnown(format, ['type', 'name', 'description', 'schema', 'strict'], 'text.format');
      if (format['strict'] === true) checkStrict(schema, `response_format '${name}'`, 'text.format.schema');
      return schema;
    }
    default:
      return wrongValue('text.format.type', format['type'], ['json_object', 'json_schema', 'text']);
  }
}

const INCLUDES = [
  'file_search_call.results',
  'web_search_call.results',
  'web_search_call.action.sources',
  'message.input_image.image_url',
  'computer_call_output.output.image_url',
  'code_interpreter_call.outputs',
  'reasoning.encrypted_content',
  'message.output_text.logprobs',
];

function readInclude(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  return listAt(value, 'include').map((one, index) => {
    const name = textAt(one, `include[${index}]`);
    return INCLUDES.includes(name) ? name : wrongValue(`include[${index}]`, name, INCLUDES);
  });
}
