import {
  APICallError,
  generateText,
  Output,
  streamText,
  type LanguageModel,
  type LanguageModelUsage,
} from 'ai';
import { BERTH_SCHEMA } from '../../berth.js';
import type { Call, Client } from '../../client.js';
import type { SaidUsage } from '../../said.js';
import { aiOptions, type ThinkingOptions } from './ai-options.js';

/** A provider's package, as `ai` drives it. */
export interface AiProvider {
  readonly name: string;
  readonly model: (call: Call) => LanguageModel;
  readonly asksForThoughts: boolean;
  /** Beside the library's own word for it. */
  readonly thinkingOptions?: ThinkingOptions;
  readonly cannot?: Client['cannot'];
}

/** The library reports the failure of a stream as a part of it. */
class FailurePart extends Error {
  override readonly name = 'FailurePart';
}

export function aiClient(provider: AiProvider): Client {
  const { name, model, asksForThoughts, thinkingOptions = {}, cannot = {} } = provider;
  return {
    name: `ai with ${name}`,
    finishes: { stop: 'stop', tools: 'tool-calls', length: 'length' },
    asksForThoughts,
    cannot,
    saysNotFound: (error) => isNotFound(error) || (error instanceof FailurePart && isNotFound(error.cause)),
    saysBroken: (error) => error instanceof FailurePart,

    async say(call, ask) {
      const result = await generateText(aiOptions(model(call), ask, thinkingOptions));
      return { ...summaryOf(result), id: result.finalStep.response.id, pieces: [result.text] };
    },

    async stream(call, ask, { signal, onPiece } = {}) {
      const options = aiOptions(model(call), ask, thinkingOptions);
      const result = streamText({
        ...options,
        ...(signal && { abortSignal: signal }),
        onError: () => undefined,
      });
      const pieces: string[] = [];
      for await (const part of result.stream) {
        if (part.type === 'error') throw new FailurePart('the stream failed', { cause: part.error });
        if (part.type !== 'text-delta') continue;
        pieces.push(part.text);
        onPiece?.();
      }
      const [text, toolCalls, finishReason, usage, reasoningText, step] = await Promise.all([
        result.text,
        result.toolCalls,
        result.finishReason,
        result.usage,
        result.reasoningText,
        result.finalStep,
      ]);
      return {
        ...summaryOf({ text, toolCalls, finishReason, usage, reasoningText }),
        id: step.response.id,
        pieces,
      };
    },

    async loop(call, ask, streamed) {
      const ran: { name: string; input: unknown }[] = [];
      const onRun = (name: string, input: unknown): void => void ran.push({ name, input });
      const options = aiOptions(model(call), ask, thinkingOptions, onRun);
      const text = await (streamed
        ? streamText({ ...options, onError: () => undefined }).text
        : generateText(options).then((result) => result.text));
      return { text, ran };
    },

    async structured(call, ask, streamed) {
      const output = Output.object({ schema: BERTH_SCHEMA });
      const options = { ...aiOptions(model(call), ask, thinkingOptions), output };
      return streamed
        ? streamText({ ...options, onError: () => undefined }).output
        : generateText(options).then((result) => result.output);
    },
  };
}

interface Result {
  readonly text: string;
  readonly toolCalls: readonly {
    readonly toolCallId: string;
    readonly toolName: string;
    readonly input: unknown;
  }[];
  readonly finishReason: string;
  readonly usage: LanguageModelUsage;
  readonly reasoningText: string | undefined;
}

function summaryOf({ text, toolCalls, finishReason, usage, reasoningText }: Result) {
  return {
    text,
    calls: toolCalls.map(({ toolCallId: id, toolName: name, input }) => ({ id, name, input })),
    finish: finishReason,
    usage: usageOf(usage),
    thought: reasoningText ?? '',
  };
}

function usageOf({ inputTokens, outputTokens, totalTokens }: LanguageModelUsage): SaidUsage | undefined {
  if (inputTokens === undefined || outputTokens === undefined) return undefined;
  return { input: inputTokens, output: outputTokens, total: totalTokens };
}

function isNotFound(error: unknown): boolean {
  return APICallError.isInstance(error) && error.statusCode === 404;
}
