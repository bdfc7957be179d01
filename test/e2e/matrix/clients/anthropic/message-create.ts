import type Anthropic from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { BERTH_SCHEMA } from '../../berth.js';
import type { Call, Client } from '../../client.js';
import { runTool } from '../../tools.js';
import { connect, saysBroken, saysNotFound } from './connect.js';
import { gatherEvents } from './gather-events.js';
import { messageParams, type MessageParams } from './message-params.js';
import { messageSaid } from './message-said.js';

/** The API as it is: the caller reads the events and runs the tools. */
export const messageCreate: Client = {
  name: '@anthropic-ai/sdk: messages.create()',
  finishes: { stop: 'end_turn', tools: 'tool_use', length: 'max_tokens' },
  asksForThoughts: true,
  cannot: {},
  saysNotFound,
  saysBroken,

  say: async (call, ask) => messageSaid(await complete(call, messageParams(call.model, ask))),

  async stream(call, ask, { signal, onPiece } = {}) {
    const pieces: string[] = [];
    const onText = (text: string): void => {
      pieces.push(text);
      onPiece?.();
    };
    return messageSaid(await completeStreamed(call, messageParams(call.model, ask), onText, signal), pieces);
  },

  async loop(call, ask, streamed) {
    const params = messageParams(call.model, ask);
    const ran = [];
    for (;;) {
      const message = await (streamed ? completeStreamed(call, params) : complete(call, params));
      const { text, calls } = messageSaid(message);
      if (calls.length === 0) return { text, ran };
      const content: Anthropic.ToolResultBlockParam[] = [];
      for (const { id = '', name, input } of calls) {
        content.push({ type: 'tool_result', tool_use_id: id, content: runTool(name, input) });
        ran.push({ name, input });
      }
      params.messages = [
        ...params.messages,
        { role: 'assistant', content: message.content },
        { role: 'user', content },
      ];
    }
  },

  async structured(call, ask, streamed) {
    const format = zodOutputFormat(BERTH_SCHEMA);
    const params = { ...messageParams(call.model, ask), output_config: { format } };
    const message = await (streamed ? completeStreamed(call, params) : complete(call, params));
    return JSON.parse(messageSaid(message).text) as unknown;
  },
};

async function complete(call: Call, params: MessageParams): Promise<Anthropic.Message> {
  return connect(call).messages.create(params);
}

async function completeStreamed(
  call: Call,
  params: MessageParams,
  onText: (text: string) => void = () => undefined,
  signal?: AbortSignal,
): Promise<Anthropic.Message> {
  const options = { signal: signal ?? null };
  return gatherEvents(await connect(call).messages.create({ ...params, stream: true }, options), onText);
}
