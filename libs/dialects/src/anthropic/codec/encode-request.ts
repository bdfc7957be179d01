import type { Conversation } from '../../form/index.js';
import { asObject, type JsonObject } from '../../json/decode.js';
import { defined } from '../../json/defined.js';
import { encodeCache } from './cache-marker.js';
import { contentOf } from './encode-block.js';
import { encodeEffort, encodeThinking } from './encode-thinking.js';
import { encodeTurns, writeTurn, type Turn, type Turns } from './encode-turns.js';
import { encodeFormat, JSON_INSTRUCTION } from './output-format.js';
import { ownExtras, unlessEmpty } from './own.js';
import { encodeSampling } from './sampling.js';
import { encodeTier } from './service-tier.js';
import { encodeToolChoice, forcesTool, toolsToChooseFrom } from './tool-choice.js';
import { encodeTool } from './tools.js';

/** A limit is required; one that all models since the third generation take, and that few answers reach. */
const DEFAULT_MAX_TOKENS = 8192;
/** What is left for the answer where the limit would not even cover the thoughts; the largest that every model takes. */
const MAX_ROOM_TOKENS = 4096;

export function encodeRequest(conversation: Conversation, model: string): JsonObject {
  const { system, turns } = encodeTurns(conversation.messages);
  const own = ownExtras(conversation);
  const thinking = thinkingOf(conversation, model, turns);
  const tools = toolsToChooseFrom(conversation)?.flatMap(encodeTool);
  return {
    ...own,
    ...defined({
      model,
      stream: conversation.stream,
      max_tokens: maxTokensOf(conversation, thinking),
      system: systemOf(conversation, system),
      messages: turns.map(writeTurn),
      tools: tools?.length ? tools : undefined,
      tool_choice: tools?.length ? encodeToolChoice(conversation) : undefined,
      stop_sequences: unlessEmpty(conversation.stop?.filter((stop) => stop.trim() !== '')),
      thinking,
      output_config: outputConfigOf(conversation, model),
      service_tier: encodeTier(conversation.serviceTier),
      metadata: metadataOf(conversation),
    }),
    ...encodeSampling(conversation.sampling ?? {}, model, isThinking(thinking)),
    ...encodeCache(conversation),
  };
}

function systemOf({ output }: Conversation, blocks: Turns['system']): unknown {
  const instruction = output?.kind === 'json' ? [{ type: 'text', text: JSON_INSTRUCTION }] : [];
  const system = [...blocks, ...instruction];
  return system.length === 0 ? undefined : contentOf(system);
}

/**
 * Thinking with a budget is refused where a tool must be called, and where the thoughts behind a call did not come back:
 * the call is what was asked for, and thoughts are left off.
 */
function thinkingOf(
  conversation: Conversation,
  model: string,
  turns: readonly Turn[],
): JsonObject | undefined {
  const thinking = encodeThinking(conversation.reasoning ?? {}, model);
  const impossible = thinking?.['type'] === 'enabled' && (forcesTool(conversation) || lacksThoughts(turns));
  return impossible ? undefined : thinking;
}

function isThinking(thinking: JsonObject | undefined): boolean {
  return thinking !== undefined && thinking['type'] !== 'disabled';
}

/** The turn that the answer goes on from: a call with its result behind it, or a prefill. */
function lacksThoughts(turns: readonly Turn[]): boolean {
  const index = turns.findLastIndex(({ role }) => role === 'assistant');
  const blocks = turns[index]?.blocks ?? [];
  const goesOn = index === turns.length - 1 || blocks.some(({ type }) => type === 'tool_use');
  const [first] = blocks;
  return goesOn && first !== undefined && !/^(?:redacted_)?thinking$/.test(String(first['type']));
}

/** Thoughts count: a limit that they would use up is raised above them. */
function maxTokensOf({ maxOutputTokens }: Conversation, thinking: JsonObject | undefined): number {
  const limit = maxOutputTokens ?? DEFAULT_MAX_TOKENS;
  const budget = thinking?.['budget_tokens'];
  return typeof budget === 'number' && limit <= budget ? budget + Math.min(limit, MAX_ROOM_TOKENS) : limit;
}

function outputConfigOf(conversation: Conversation, model: string): JsonObject | undefined {
  const { output, reasoning = {} } = conversation;
  return unlessEmpty({
    ...defined({ effort: encodeEffort(reasoning, model), format: output && encodeFormat(output) }),
    ...asObject(ownExtras(conversation)['output_config']),
  });
}

function metadataOf(conversation: Conversation): JsonObject | undefined {
  const { user } = conversation;
  return unlessEmpty({ ...defined({ user_id: user }), ...asObject(ownExtras(conversation)['metadata']) });
}
