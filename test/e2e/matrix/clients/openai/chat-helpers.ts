import { zodResponseFormat } from 'openai/helpers/zod';
import { BERTH_SCHEMA } from '../../berth.js';
import type { Client } from '../../client.js';
import { runTool, toolSpecs } from '../../tools.js';
import { chatParams, type ChatParams } from './chat-params.js';
import { chatSaid } from './chat-said.js';
import type { ThinkingDelta } from './gather-chunks.js';
import { connect, saysBroken, saysNotFound } from './connect.js';

/** The library's helpers: they put streams together, parse, and run the tools. */
export const chatHelpers: Client = {
  name: 'openai: chat.completions.parse(), stream() and runTools()',
  finishes: { stop: 'stop', tools: 'tool_calls', length: 'length' },
  asksForThoughts: false,
  cannot: { 'a limit of length': 'parse() throws where an answer was cut short' },
  saysNotFound,
  saysBroken,

  async say(call, ask) {
    return chatSaid(await connect(call).chat.completions.parse(strict(chatParams(call.model, ask))));
  },

  async stream(call, ask, { signal, onPiece } = {}) {
    const params = { ...chatParams(call.model, ask), stream_options: { include_usage: true } };
    const runner = connect(call).chat.completions.stream(params, { signal: signal ?? null });
    const pieces: string[] = [];
    runner.on('content', (text) => {
      pieces.push(text);
      onPiece?.();
    });
    // The library puts together what it knows; of a field of other vendors it keeps the last piece.
    let thought = '';
    runner.on('chunk', ({ choices }) => {
      const delta: ThinkingDelta = choices[0]?.delta ?? {};
      thought += delta.reasoning_content ?? '';
    });
    return { ...chatSaid(await runner.finalChatCompletion(), pieces), thought };
  },

  async loop(call, ask, streamed) {
    const ran: { name: string; input: unknown }[] = [];
    const tools = toolSpecs(ask.tools).map((spec) => ({
      type: 'function' as const,
      function: {
        ...spec,
        parse: JSON.parse as (json: string) => object,
        function: (input: object) => {
          ran.push({ name: spec.name, input });
          return runTool(spec.name, input);
        },
      },
    }));
    const { tool_choice: _, ...params } = chatParams(call.model, ask);
    const { completions } = connect(call).chat;
    const runner = streamed
      ? completions.runTools({ ...params, tools, stream: true })
      : completions.runTools({ ...params, tools });
    return { text: (await runner.finalContent()) ?? '', ran };
  },

  async structured(call, ask, streamed) {
    const params = {
      ...chatParams(call.model, ask),
      response_format: zodResponseFormat(BERTH_SCHEMA, 'berth'),
    };
    const { completions } = connect(call).chat;
    const reply = streamed
      ? await completions.stream(params).finalChatCompletion()
      : await completions.parse(params);
    return reply.choices[0]?.message.parsed;
  },
};

/** The library parses the calls of strict tools only. */
function strict(params: ChatParams): ChatParams {
  for (const tool of params.tools ?? []) if (tool.type === 'function') tool.function.strict = true;
  return params;
}
