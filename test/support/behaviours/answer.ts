import { chatBody } from '../chat-reply.js';
import type { ChatReply } from '../chat-reply.js';
import type { Turn } from '../turn.js';
import type { Behaviour } from './behaviour.js';
import { openStream, sendJson, sendRest, sendUpTo } from './send.js';

/** A good answer to whatever was asked: chat, streamed or not, or embeddings. */
export function ok(reply: ChatReply = {}): Behaviour {
  return { name: 'ok', play: (turn) => answer(turn, reply) };
}

/** The model wants functions called. */
export function toolCalls(
  calls: ChatReply['toolCalls'] = [{ name: 'weather', arguments: '{"city":"Bern","days":3}' }],
): Behaviour {
  return { name: 'toolCalls', play: (turn) => answer(turn, { toolCalls: calls }) };
}

/** An answer that moderation stopped half-way: 200 with the finish reason `content_filter`. */
export function contentFilterFinish(): Behaviour {
  return { name: 'contentFilterFinish', play: (turn) => answer(turn, { finishReason: 'content_filter' }) };
}

/** One vector per input. */
export function embeddings(): Behaviour {
  return { name: 'embeddings', play: (turn) => embed(turn, {}) };
}

/** The good answer that other behaviours fall back to. */
export async function answer(turn: Turn, reply: ChatReply): Promise<void> {
  if (turn.request.path.endsWith('/embeddings')) return embed(turn, reply);
  if (!turn.streamed) return sendJson(turn, 200, chatBody(turn.request, reply), reply.headers);
  const stream = openStream(turn, reply);
  await sendUpTo(turn, stream, 0);
  await sendRest(turn, stream, 0);
}

function embed(turn: Turn, reply: ChatReply): Promise<void> {
  const { input, model } = turn.request.body;
  const inputs: readonly unknown[] = Array.isArray(input) ? input : [input];
  const data = inputs.map((_, index) => ({ object: 'embedding', index, embedding: [0.25, -0.5, index] }));
  const usage = reply.usage ?? { prompt_tokens: 4 * inputs.length, total_tokens: 4 * inputs.length };
  return sendJson(turn, 200, { object: 'list', data, model, usage }, reply.headers);
}
