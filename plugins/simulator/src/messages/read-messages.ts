import type { Ask } from '../ask/ask.js';
import { chooseTools } from '../ask/choose-tools.js';
import { isMap, type JsonMap } from '../json-map.js';
import type { Seal } from '../reply/seal.js';
import { listAt, mapAt, onlyKnown, refuse, stringAt, wholeNumberAt } from './field-rules.js';
import { RequestRefused } from '../request-refused.js';
import { readBlock, type Block } from './read-block.js';
import { readThinking } from './read-thinking.js';
import { readToolChoice, readTools } from './read-tools.js';
import { readTurns, type Turn } from './read-turns.js';

/** Fields of a message request that a count of its tokens takes too. */
export const COUNTED_FIELDS = [
  'model',
  'messages',
  'system',
  'tools',
  'tool_choice',
  'thinking',
  'cache_control',
  'output_config',
  'output_format',
  'context_management',
  'mcp_servers',
  'speed',
  'user_profile_id',
  'workspace_id',
];

const MESSAGE_FIELDS = [
  ...COUNTED_FIELDS,
  'max_tokens',
  'stop_sequences',
  'stream',
  'temperature',
  'top_k',
  'top_p',
  'metadata',
  'service_tier',
  'container',
  'inference_geo',
  'diagnostics',
  'thread',
];

export interface MessagesAsk extends Ask {
  readonly showsThought: boolean;
}

/** @throws RequestRefused when the API would refuse the request */
export function readMessages(body: JsonMap, seal: Seal): MessagesAsk {
  onlyKnown(body, MESSAGE_FIELDS, '');
  refuseThread(body['thread']);
  const maxTokens = wholeNumberAt(body, 'max_tokens', 1);
  return { ...readPrompt(body, seal, maxTokens), maxTokens, stopSequences: readStops(body) };
}

/** What the model reads, without a word on how it is to answer. */
export function readPrompt(body: JsonMap, seal: Seal, maxTokens?: number): MessagesAsk {
  stringAt(body, 'model', '');
  checkRange(body, 'temperature');
  checkRange(body, 'top_p');
  const turns = readTurns(body, seal);
  const tools = readTools(body);
  const head = [...toolBlocks(body), ...readSystem(body, seal)];
  const blocks = [...head, ...turns.flatMap((turn) => turn.blocks)];
  const { thinks, shown } = readThinking(body, turns, maxTokens);
  const marked = isMap(body['cache_control'])
    ? blocks.length - 1
    : blocks.findLastIndex(({ marksCache }) => marksCache);
  return {
    promptText: textOf(blocks),
    cacheableText: textOf(blocks.slice(0, marked + 1)),
    maxTokens: undefined,
    calls: chooseTools({ tools, ...readToolChoice(body, tools), askedText: askedText(turns) }),
    replySchema: readReplySchema(body),
    candidates: 1,
    stopSequences: [],
    thinks,
    showsThought: shown,
  };
}

const textOf = (blocks: readonly Block[]): string => blocks.map(({ text }) => text).join('\n');

function askedText(turns: readonly Turn[]): string {
  const last = turns.at(-1)?.blocks ?? [];
  return last.some(({ type }) => type === 'tool_result')
    ? ''
    : textOf(turns.findLast(({ role }) => role === 'user')?.blocks ?? []);
}

function readSystem(body: JsonMap, seal: Seal): readonly Block[] {
  const { system } = body;
  if (system === undefined || system === '') return [];
  const blocks = typeof system === 'string' ? [{ type: 'text', text: system }] : listAt(system, 'system');
  return blocks.map((block, index) => {
    if (isMap(block) && block['type'] !== 'text') refuse(`system.${index}.type`, "Input should be 'text'");
    return readBlock(block, 'user', `system.${index}`, seal);
  });
}

function toolBlocks(body: JsonMap): readonly Block[] {
  const tools = Array.isArray(body['tools']) ? body['tools'] : [];
  return tools.map((tool: unknown) => ({
    type: 'tool',
    text: JSON.stringify(tool),
    callId: undefined,
    marksCache: isMap(tool) && isMap(tool['cache_control']),
  }));
}

function readStops(body: JsonMap): readonly string[] {
  if (body['stop_sequences'] === undefined) return [];
  return listAt(body['stop_sequences'], 'stop_sequences').map((stop, index) => {
    if (typeof stop !== 'string') return refuse(`stop_sequences.${index}`, 'Input should be a valid string');
    return stop.trim() === ''
      ? refuse(`stop_sequences.${index}`, 'each stop sequence must contain non-whitespace')
      : stop;
  });
}

function readReplySchema(body: JsonMap): unknown {
  const config = body['output_config'];
  const format = (isMap(config) ? config['format'] : undefined) ?? body['output_format'];
  if (format === undefined || format === null) return undefined;
  const given = mapAt(format, 'output_config.format');
  if (given['type'] !== 'json_schema') refuse('output_config.format.type', "Input should be 'json_schema'");
  return mapAt(given['schema'], 'output_config.format.schema');
}

function checkRange(body: JsonMap, key: string): void {
  const value = body[key];
  if (value === undefined) return;
  if (typeof value !== 'number') refuse(key, 'Input should be a valid number');
  else if (value < 0) refuse(key, 'Input should be greater than or equal to 0');
  else if (value > 1) refuse(key, 'Input should be less than or equal to 1');
}

/** No conversation is kept here. A client that hears so in these words sends all of it instead. */
function refuseThread(thread: unknown): void {
  if (thread === undefined || thread === null) return;
  throw new RequestRefused('thread: this provider keeps no message threads', {
    facts: { error_code: 'thread_unsupported_request', unsupported: ['thread'] },
  });
}
