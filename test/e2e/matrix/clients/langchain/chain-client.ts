import {
  AIMessage,
  AIMessageChunk,
  HumanMessage,
  SystemMessage,
  ToolMessage,
  type BaseMessage,
  type UsageMetadata,
} from '@langchain/core/messages';
import { concat } from '@langchain/core/utils/stream';
import type { Ask } from '../../ask.js';
import { BERTH_SCHEMA } from '../../berth.js';
import type { Call, Client } from '../../client.js';
import type { Said, SaidUsage } from '../../said.js';
import { runTool, toolSpecs } from '../../tools.js';
import type { ChainModel } from './chain-models.js';

export function chainClient(chain: ChainModel): Client {
  const { name, finishes, asksForThoughts, miscountsStreams, cannot = {} } = chain;
  return {
    name,
    finishes,
    asksForThoughts,
    ...(miscountsStreams && { miscountsStreams }),
    cannot,
    saysNotFound: (error) => (error as { status?: unknown }).status === 404,
    saysBroken: (error) => error instanceof Error,

    async say(call, ask) {
      const message = await runnable(chain, call, ask).invoke(messagesOf(ask));
      return saidOf(chain, message, [message.text]);
    },

    async stream(call, ask, { signal, onPiece } = {}) {
      const stream = await runnable(chain, call, ask).stream(messagesOf(ask), { ...(signal && { signal }) });
      const pieces: string[] = [];
      const message = await gather(stream, ({ text }) => {
        if (text === '') return;
        pieces.push(text);
        onPiece?.();
      });
      return saidOf(chain, message, pieces);
    },

    async loop(call, ask, streamed) {
      const model = runnable(chain, call, ask);
      const messages = messagesOf(ask);
      const ran = [];
      for (;;) {
        const message = streamed ? await gather(await model.stream(messages)) : await model.invoke(messages);
        const calls = message.tool_calls ?? [];
        if (calls.length === 0) return { text: message.text, ran };
        messages.push(message);
        for (const { id = '', name, args: input } of calls) {
          messages.push(new ToolMessage({ tool_call_id: id, name, content: runTool(name, input) }));
          ran.push({ name, input });
        }
      }
    },

    async structured(call, ask, streamed) {
      const model = chain.model(call, ask).withStructuredOutput(BERTH_SCHEMA, { method: 'jsonSchema' });
      if (!streamed) return model.invoke(messagesOf(ask));
      let last: unknown;
      for await (const chunk of await model.stream(messagesOf(ask))) last = chunk;
      return last;
    },
  };
}

function runnable({ model }: ChainModel, call: Call, ask: Ask) {
  const tools = toolSpecs(ask.tools).map((spec) => ({ type: 'function' as const, function: { ...spec } }));
  const made = model(call, ask);
  const [first] = tools;
  if (!first) return made;
  // By its name: one class forgets the word for any tool on its way to one API.
  return made.bindTools(tools, { ...(ask.mustCall && { tool_choice: first.function.name }) });
}

function messagesOf({ system, before, prompt }: Ask): BaseMessage[] {
  return [
    ...(system ? [new SystemMessage(system)] : []),
    ...(before ? [new HumanMessage(before[0]), new AIMessage(before[1])] : []),
    new HumanMessage(prompt),
  ];
}

async function gather(
  stream: AsyncIterable<AIMessageChunk>,
  onChunk: (chunk: AIMessageChunk) => void = () => undefined,
): Promise<AIMessageChunk> {
  let whole: AIMessageChunk | undefined;
  for await (const chunk of stream) {
    whole = whole ? concat(whole, chunk) : chunk;
    onChunk(chunk);
  }
  if (!whole) throw new Error('the library gave an empty stream');
  return whole;
}

function saidOf(
  { finishOf }: ChainModel,
  message: AIMessage | AIMessageChunk,
  pieces: readonly string[],
): Said {
  const { id, text, tool_calls: calls = [] } = message;
  return {
    id,
    text,
    pieces,
    calls: calls.map(({ id, name, args: input }) => ({ id, name, input })),
    finish: String(finishOf(message)),
    usage: usageOf(message),
    thought: thoughtIn(message),
  };
}

/** Where thoughts stand depends on the class, and on whether the answer was streamed. */
function thoughtIn({ content, contentBlocks, additional_kwargs }: AIMessage | AIMessageChunk): string {
  const reasoning = contentBlocks
    .map((block) => (block.type === 'reasoning' ? block.reasoning : ''))
    .join('');
  const blocks = typeof content === 'string' ? [] : content;
  const thinking = blocks
    .map((block) => (block.type === 'thinking' ? String(block['thinking']) : ''))
    .join('');
  const beside = additional_kwargs['reasoning_content'];
  return reasoning || thinking || (typeof beside === 'string' ? beside : '');
}

function usageOf(message: AIMessage | AIMessageChunk): SaidUsage | undefined {
  const usage: UsageMetadata | undefined = message.usage_metadata;
  if (!usage) return undefined;
  // One class counts thoughts in the sum alone.
  const { input_tokens: input, total_tokens: total } = usage;
  return { input, output: total - input, total };
}
