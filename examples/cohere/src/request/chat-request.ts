import {
  budgetTokensOf,
  type Conversation,
  type JsonObject,
  type OutputForm,
  type Reasoning,
} from '@fairlead/plugin-sdk';
import { unsupported } from '../unsupported.js';
import { documentsIn } from './documents-in.js';
import { messagesOf } from './messages.js';
import { toolFields } from './tools.js';

const MAX_STOPS = 5;

/** What the API has no field for and the answer can do without (a bias, a tier, metadata) is left out. */
export function chatRequest(conversation: Conversation, model: string): JsonObject {
  refuseUnsaid(conversation);
  const { messages, stream, maxOutputTokens, stop, output, reasoning } = conversation;
  const documents = documentsIn(messages);
  return {
    model,
    stream,
    messages: messages.flatMap(messagesOf),
    ...(documents.length > 0 && { documents }),
    ...toolFields(conversation),
    ...(maxOutputTokens !== undefined && { max_tokens: maxOutputTokens }),
    ...(stop !== undefined && { stop_sequences: stop }),
    ...(output !== undefined && { response_format: formatOf(output) }),
    ...(reasoning !== undefined && thinking(reasoning)),
    ...samplingFields(conversation),
  };
}

function samplingFields({ sampling = {} }: Conversation): JsonObject {
  const { temperature, topP, topK, seed, frequencyPenalty, presencePenalty } = sampling;
  return {
    ...(temperature !== undefined && { temperature }),
    // 1 is what others call "all tokens"; here the largest that is taken is 0.99.
    ...(topP !== undefined && { p: Math.min(topP, 0.99) }),
    ...(topK !== undefined && { k: topK }),
    ...(seed !== undefined && { seed }),
    ...penalty('frequency_penalty', frequencyPenalty),
    ...penalty('presence_penalty', presencePenalty),
  };
}

/** From 0 to 1 here; a reward for repetition cannot be said. */
function penalty(name: string, value: number | undefined): JsonObject {
  return value === undefined || value < 0 ? {} : { [name]: Math.min(value, 1) };
}

function formatOf(output: OutputForm): JsonObject {
  return { type: 'json_object', ...(output.kind === 'schema' && { json_schema: output.schema }) };
}

function thinking(reasoning: Reasoning): JsonObject {
  const budget = budgetTokensOf(reasoning);
  if (budget === undefined) return {};
  return { thinking: budget === 0 ? { type: 'disabled' } : { type: 'enabled', token_budget: budget } };
}

function refuseUnsaid({
  choices = 1,
  logprobs,
  modalities = [],
  stop = [],
  previousReplyId,
}: Conversation): void {
  if (choices > 1) throw unsupported('wish for several answers');
  if (logprobs !== undefined) throw unsupported("wish for each token's probability");
  if (modalities.length > 0) throw unsupported(`wish for an answer of ${modalities.join(' and ')}`);
  if (stop.length > MAX_STOPS) throw unsupported(`more than ${MAX_STOPS} stop sequences`);
  if (previousReplyId !== undefined) throw unsupported('reference to an answer that is kept elsewhere');
}
