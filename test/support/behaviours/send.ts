import { chatBody, chatStream } from '../chat-reply.js';
import type { ChatReply, ChatStream } from '../chat-reply.js';
import type { Turn } from '../turn.js';

const SSE_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
};
export const JSON_HEADERS = { 'content-type': 'application/json' };

export function sendJson(
  turn: Turn,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  return turn.reply(status, { ...JSON_HEADERS, ...headers }, JSON.stringify(value));
}

/** Opens a stream and hands back its events; whether the request asked for a stream is not looked at. */
export function openStream(turn: Turn, reply: ChatReply = {}): ChatStream {
  turn.open(200, { ...SSE_HEADERS, ...reply.headers });
  return chatStream(turn.request, reply);
}

export async function sendAll(turn: Turn, pieces: Iterable<string | Uint8Array>): Promise<void> {
  for (const piece of pieces) await turn.send(piece);
}

/** The role, then this many content events: where most faults of a stream begin. 0: nothing a caller can see. */
export async function sendUpTo(turn: Turn, stream: ChatStream, contentEvents: number): Promise<void> {
  await sendAll(turn, [stream.opening, ...stream.content.slice(0, contentEvents)]);
}

/** What is left after `sendUpTo`, to a good end. */
export async function sendRest(turn: Turn, stream: ChatStream, contentEvents: number): Promise<void> {
  const { content, finish, usage, done } = stream;
  await sendAll(turn, [...content.slice(contentEvents), finish, ...usage, done]);
  turn.end();
}

/** The bytes of a good reply, streamed or not as the request asked, for a behaviour that only changes their shape. */
export function goodReply(turn: Turn, reply: ChatReply): { headers: Record<string, string>; text: string } {
  if (!turn.streamed) {
    return {
      headers: { ...JSON_HEADERS, ...reply.headers },
      text: JSON.stringify(chatBody(turn.request, reply)),
    };
  }
  const { opening, content, finish, usage, done } = chatStream(turn.request, reply);
  const text = [opening, ...content, finish, ...usage, done].join('');
  return { headers: { ...SSE_HEADERS, ...reply.headers }, text };
}
