import { BlockedReason, FinishReason } from '@google/genai';
import type { ConversationDialect } from '@fairlead/plugin-sdk';
import { EVENT_SCHEMAS, problemsWith } from '../support/anthropic-schema.js';
import { openApiValidator, responseEventSchemas, unknownFields } from '../support/openapi.js';

type Json = Record<string, unknown>;

/** What is wrong with a whole answer by the published schema of its dialect; of gemini by its client's types. */
export function wrongWithReply(name: ConversationDialect, reply: Json): readonly string[] {
  switch (name) {
    case 'openai-chat':
      return openApiValidator('CreateChatCompletionResponse')(reply);
    case 'openai-responses':
      return openApiValidator('Response')(reply);
    case 'anthropic-messages':
      return problemsWith('Message', reply);
    case 'gemini':
      return wrongWithGemini(reply);
  }
}

/** Read once: the document is large. */
let events: ReturnType<typeof responseEventSchemas> | undefined;

/** The same for one event of a stream. */
export function wrongWithEvent(name: ConversationDialect, event: Json): readonly string[] {
  switch (name) {
    case 'openai-chat':
      return openApiValidator('CreateChatCompletionStreamResponse')(event);
    case 'openai-responses': {
      const schema = (events ??= responseEventSchemas()).get(String(event['type']));
      return schema === undefined
        ? [`no such event: ${String(event['type'])}`]
        : openApiValidator(schema)(event);
    }
    case 'anthropic-messages': {
      const type = String(event['type']);
      const schema = EVENT_SCHEMAS[type];
      if (schema !== undefined) return problemsWith(schema, event);
      return /^(?:message_stop|ping)$/.test(type) ? [] : [`no such event: ${type}`];
    }
    case 'gemini':
      return wrongWithGemini(event);
  }
}

const unknown = (key: string): string => `unknown: ${key}`;

/** The same for a request to a provider; vendors refuse fields that they do not know. */
export function wrongWithRequest(name: ConversationDialect, request: Json): readonly string[] {
  switch (name) {
    case 'openai-chat':
      return wrongByDocument('CreateChatCompletionRequest', request);
    case 'openai-responses':
      return wrongByDocument('CreateResponse', request);
    case 'anthropic-messages':
      return problemsWith('CreateMessageParams', request);
    case 'gemini': {
      const settings = (request['generationConfig'] ?? {}) as Json;
      return [...unknownKeys(request, REQUEST), ...unknownKeys(settings, SETTINGS)];
    }
  }
}

function wrongByDocument(schemaName: string, request: Json): readonly string[] {
  return [...openApiValidator(schemaName)(request), ...unknownFields(schemaName, request).map(unknown)];
}

const REQUEST = 'contents|generationConfig|safetySettings|serviceTier|systemInstruction|toolConfig|tools';
const SETTINGS =
  'candidateCount|frequencyPenalty|logprobs|maxOutputTokens|presencePenalty|responseJsonSchema|responseLogprobs|responseMimeType|responseModalities|seed|stopSequences|temperature|thinkingConfig|topK|topP';
const TOP = 'candidates|createTime|modelVersion|promptFeedback|responseId|usageMetadata';
const CANDIDATE =
  'avgLogprobs|citationMetadata|content|finishMessage|finishReason|groundingMetadata|index|logprobsResult|safetyRatings|tokenCount|urlContextMetadata';
const CONTENTS = 'text|inlineData|fileData|functionCall|functionResponse|executableCode|codeExecutionResult';
const BESIDE = 'thought|thoughtSignature|videoMetadata';

/** By the types of the vendor's own client: no key it does not know, no reason it does not know, one content a part. */
function wrongWithGemini(reply: Json): string[] {
  const candidates = (reply['candidates'] ?? []) as Json[];
  const parts = candidates.flatMap(
    ({ content }) => ((content as Json | undefined)?.['parts'] ?? []) as Json[],
  );
  const blocked = (reply['promptFeedback'] as Json | undefined)?.['blockReason'];
  return [
    ...unknownKeys(reply, TOP),
    ...candidates.flatMap((candidate) => unknownKeys(candidate, CANDIDATE)),
    ...parts.flatMap((part) => unknownKeys(part, `${CONTENTS}|${BESIDE}`)),
    ...parts
      // A seal of another vendor's thoughts stands alone.
      .filter((part) => !('thoughtSignature' in part && part['thought'] === true && !('text' in part)))
      .filter((part) => CONTENTS.split('|').filter((key) => key in part).length !== 1)
      .map((part) => `not one content: ${Object.keys(part).join()}`),
    ...candidates
      .map(({ finishReason }) => finishReason)
      .filter(
        (reason) => reason !== undefined && !Object.values(FinishReason).includes(reason as FinishReason),
      )
      .map((reason) => `no such finish reason: ${String(reason)}`),
    ...(blocked === undefined || Object.values(BlockedReason).includes(blocked as BlockedReason)
      ? []
      : [`no such block reason: ${JSON.stringify(blocked)}`]),
  ];
}

function unknownKeys(object: Json, known: string): string[] {
  return Object.keys(object)
    .filter((key) => !known.split('|').includes(key))
    .map(unknown);
}
