import { chatBody, chunk } from '../chat-reply.js';
import type { Turn } from '../turn.js';
import type { Behaviour } from './behaviour.js';
import { goodReply, JSON_HEADERS, openStream, sendJson } from './send.js';

/** 200, a choice with no content and no finish reason; a stream says its role and `[DONE]`. */
export function emptyResponse(): Behaviour {
  return { name: 'emptyResponse', play: sayNothing };
}

/** 200 with a body of no bytes at all. */
export function emptyBody(): Behaviour {
  return { name: 'emptyBody', play: (turn) => turn.reply(200, goodReply(turn, {}).headers, '') };
}

/** 200 with a web page, as a captive portal or a misplaced base URL answers. */
export function notJson(): Behaviour {
  const page = '<!doctype html><title>Welcome</title><p>It works.</p>';
  return {
    name: 'notJson',
    play: (turn) => turn.reply(200, { 'content-type': 'text/html; charset=utf-8' }, page),
  };
}

/** Half of the announced body, then the connection closes. */
export function cutBody(): Behaviour {
  return {
    name: 'cutBody',
    play: async (turn) => {
      const text = JSON.stringify(chatBody(turn.request, {}));
      turn.open(200, { ...JSON_HEADERS, 'content-length': String(Buffer.byteLength(text)) });
      await turn.send(half(text));
      turn.cut();
    },
  };
}

/** A complete HTTP reply whose JSON stops half-way. */
export function truncatedJson(): Behaviour {
  return {
    name: 'truncatedJson',
    play: (turn) => turn.reply(200, JSON_HEADERS, half(JSON.stringify(chatBody(turn.request, {})))),
  };
}

async function sayNothing(turn: Turn): Promise<void> {
  if (turn.streamed) {
    const { opening, done } = openStream(turn);
    await turn.send(opening);
    await turn.send(chunk(turn.request, {}));
    await turn.send(done);
    return turn.end();
  }
  const choices = [{ index: 0, message: { role: 'assistant', content: null }, finish_reason: null }];
  await sendJson(turn, 200, { ...chatBody(turn.request, {}), choices });
}

function half(text: string): string {
  return text.slice(0, Math.floor(text.length / 2));
}
