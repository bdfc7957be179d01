import type OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { BERTH_SCHEMA } from '../../berth.js';
import type { Call, Client } from '../../client.js';
import { runTool } from '../../tools.js';
import { chatParams, type ChatParams } from './chat-params.js';
import { callSaid, chatSaid } from './chat-said.js';
import { connect, saysBroken, saysNotFound } from './connect.js';
import { gatherChunks } from './gather-chunks.js';

/** The API as it is: the caller puts streams together and runs the tools. */
export const chatCreate: Client = {
  name: 'openai: chat.completions.create()',
  finishes: { stop: 'stop', tools: 'tool_calls', length: 'length' },
  asksForThoughts: false,
  cannot: {},
  saysNotFound,
  saysBroken,

  say: async (call, ask) => chatSaid(await complete(call, chatParams(call.model, ask))),

  async stream(call, ask, { signal, onPiece } = {}) {
    const pieces: string[] = [];
    const onText = (text: string): void => {
      pieces.push(text);
      onPiece?.();
    };
    return chatSaid(await completeStreamed(call, chatParams(call.model, ask), onText, signal), pieces);
  },

  async loop(call, ask, streamed) {
    const params = chatParams(call.model, ask);
    const ran = [];
    for (;;) {
      const reply = await (streamed ? completeStreamed(call, params) : complete(call, params));
      const message = reply.choices[0]!.message;
      const { text, calls } = chatSaid(reply);
      if (calls.length === 0) return { text, ran };
      params.messages = [...params.messages, message];
      for (const { id = '', name, input } of (message.tool_calls ?? []).map(callSaid)) {
        params.messages.push({ role: 'tool', tool_call_id: id, content: runTool(name, input) });
        ran.push({ name, input });
      }
      delete params.tool_choice;
    }
  },

  async structured(call, ask, streamed) {
    const params = {
      ...chatParams(call.model, ask),
      response_format: zodResponseFormat(BERTH_SCHEMA, 'berth'),
    };
    const reply = await (streamed ? completeStreamed(call, params) : complete(call, params));
    return JSON.parse(chatSaid(reply).text) as unknown;
  },
};

async function complete(call: Call, params: ChatParams): Promise<OpenAI.Chat.ChatCompletion> {
  return connect(call).chat.completions.create(params);
}

async function completeStreamed(
  call: Call,
  params: ChatParams,
  onText: (text: string) => void = () => undefined,
  signal?: AbortSignal,
): Promise<OpenAI.Chat.ChatCompletion> {
  const streaming = { ...params, stream: true as const, stream_options: { include_usage: true } };
  return gatherChunks(
    await connect(call).chat.completions.create(streaming, { signal: signal ?? null }),
    onText,
  );
}
