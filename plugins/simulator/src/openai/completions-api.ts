import type { Api, Step, StreamedReply } from '../api.js';
import type { Ask } from '../ask/ask.js';
import { isMap, type JsonMap } from '../json-map.js';
import { answer, type Answer } from '../reply/answer.js';
import { dataEvent } from './data-event.js';
import { checkDecimal, filledListAt, textAt, wholeNumberAt, wrongType } from './field-rules.js';
import { openaiFailed, openaiRefused } from './openai-error.js';
import { openaiUsage } from './openai-usage.js';
import { readStops } from './stops.js';

/** OpenAI's own: short, where nothing is said. */
const DEFAULT_MAX_TOKENS = 16;
const MAX_CHOICES = 128;

/** The API before chat: a prompt in, its continuation out. */
export const completionsApi: Api = {
  reply({ body, model, stream }, { identity, model: mind }) {
    const said = answer(readCompletion(body), mind);
    const head = {
      id: `cmpl-sim${identity.key}`,
      object: 'text_completion',
      created: identity.created,
      model,
    };
    if (stream) return completionEvents(said, head, body['stream_options']);
    const choices = said.candidates.map(({ text, finish }, index) => choice(text.join(''), index, finish));
    return { json: { ...head, choices, usage: openaiUsage(said.usage) }, tokens: said.usage.output };
  },
  refused: openaiRefused,
  failed: openaiFailed,
};

function readCompletion(body: JsonMap): Ask {
  checkDecimal(body, 'temperature', 2);
  const prompts = readPrompts(body['prompt']);
  const promptText = prompts.join('\n');
  return {
    promptText,
    cacheableText: promptText,
    maxTokens: wholeNumberAt(body, 'max_tokens', 0) ?? DEFAULT_MAX_TOKENS,
    calls: [],
    replySchema: undefined,
    candidates: prompts.length * (wholeNumberAt(body, 'n', 1, MAX_CHOICES) ?? 1),
    stopSequences: readStops(body['stop']),
    thinks: false,
  };
}

/** A prompt in token numbers is taken for as many tokens of text. */
function readPrompts(prompt: unknown): readonly string[] {
  if (typeof prompt === 'string') return [prompt];
  if (!Array.isArray(prompt)) return wrongType('prompt', 'one of a string or array', prompt);
  if (isTokens(prompt)) return [asText(prompt)];
  return filledListAt(prompt, 'prompt').map((one, index) =>
    isTokens(one) ? asText(one) : textAt(one, `prompt[${index}]`),
  );
}

function isTokens(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((token) => typeof token === 'number');
}

const asText = (tokens: readonly number[]): string => tokens.map(() => '....').join('');

function choice(text: string, index: number, finishReason: string | null): object {
  return { text, index, logprobs: null, finish_reason: finishReason };
}

function completionEvents({ candidates, usage }: Answer, head: object, options: unknown): StreamedReply {
  const steps: Step[] = [];
  let token = 0;
  for (const [index, { text, finish }] of candidates.entries()) {
    for (const said of text) {
      steps.push({ token, text: dataEvent({ ...head, choices: [choice(said, index, null)] }) });
      token += 1;
    }
    steps.push({
      token: Math.max(0, token - 1),
      text: dataEvent({ ...head, choices: [choice('', index, finish)] }),
    });
  }
  const includeUsage = isMap(options) && options['include_usage'] === true;
  const tail = includeUsage ? dataEvent({ ...head, choices: [], usage: openaiUsage(usage) }) : '';
  steps.push({ token: Math.max(0, token - 1), text: `${tail}data: [DONE]\n\n` });
  return { steps, breakage: () => dataEvent(openaiFailed('server_error').json) };
}
