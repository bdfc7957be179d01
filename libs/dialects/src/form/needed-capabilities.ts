import {
  CAPABILITIES,
  type Capability,
  type Conversation,
  type MediaPart,
  type Part,
  type Reasoning,
} from '@fairlead/plugin-sdk';

const OF_MEDIA: Readonly<Record<MediaPart['media'], Capability>> = {
  image: 'vision',
  video: 'vision',
  audio: 'audio',
  document: 'documents',
};

/** What a request cannot do without, as far as it shows: in the order of all capabilities. */
export function neededCapabilities(conversation: Conversation): Capability[] {
  const { messages, tools = [], output, reasoning, modalities = [] } = conversation;
  const needed = new Set<Capability>();
  if (tools.length > 0) needed.add('tools');
  if (output?.kind === 'schema') needed.add('json_schema');
  if (reasoning !== undefined && thinks(reasoning)) needed.add('reasoning');
  if (modalities.includes('audio')) needed.add('audio');
  if (messages.at(-1)?.role === 'assistant') needed.add('prefill');
  for (const { parts } of messages) for (const part of parts) addNeedsOf(part, needed);
  return CAPABILITIES.filter((capability) => needed.has(capability));
}

function addNeedsOf(part: Part, needed: Set<Capability>): void {
  if (part.kind === 'media') needed.add(OF_MEDIA[part.media]);
  // A conversation with calls in it is not understood without tools, even if no new call is allowed.
  if (part.kind === 'tool_call') needed.add('tools');
  if (part.kind !== 'tool_result') return;
  needed.add('tools');
  for (const inner of part.content) addNeedsOf(inner, needed);
}

function thinks({ effort, budgetTokens, adaptive }: Reasoning): boolean {
  return adaptive === true || (budgetTokens !== undefined ? budgetTokens > 0 : (effort ?? 'none') !== 'none');
}
