import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { BERTH_SCHEMA } from '../../berth.js';
import type { Client } from '../../client.js';
import { runTool, toolSpecs } from '../../tools.js';
import { connect, saysBroken, saysNotFound } from './connect.js';
import { messageCreate } from './message-create.js';
import { messageParams } from './message-params.js';
import { messageSaid } from './message-said.js';

/** The library's helpers: they put streams together, parse, and run the tools. */
export const messageHelpers: Client = {
  name: '@anthropic-ai/sdk: messages.parse(), stream() and toolRunner()',
  finishes: messageCreate.finishes,
  asksForThoughts: true,
  cannot: {},
  saysNotFound,
  saysBroken,

  say: async (call, ask) => messageSaid(await connect(call).messages.parse(messageParams(call.model, ask))),

  async stream(call, ask, { signal, onPiece } = {}) {
    const stream = connect(call).messages.stream(messageParams(call.model, ask), { signal: signal ?? null });
    const pieces: string[] = [];
    stream.on('text', (text) => {
      pieces.push(text);
      onPiece?.();
    });
    return messageSaid(await stream.finalMessage(), pieces);
  },

  async loop(call, ask, streamed) {
    const ran: { name: string; input: unknown }[] = [];
    const tools = toolSpecs(ask.tools).map(({ name, description, parameters }) =>
      betaTool({
        name,
        description,
        inputSchema: { type: 'object', ...parameters },
        run: (input: unknown) => {
          ran.push({ name, input });
          return runTool(name, input);
        },
      }),
    );
    const { tool_choice: _choice, tools: _tools, ...params } = messageParams(call.model, ask);
    const runner = connect(call).beta.messages.toolRunner({ ...params, tools, stream: streamed });
    const { content } = await runner.runUntilDone();
    return { text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''), ran };
  },

  async structured(call, ask, streamed) {
    const format = zodOutputFormat(BERTH_SCHEMA);
    const params = { ...messageParams(call.model, ask), output_config: { format } };
    const { messages } = connect(call);
    const message = streamed ? await messages.stream(params).finalMessage() : await messages.parse(params);
    return message.parsed_output;
  },
};
