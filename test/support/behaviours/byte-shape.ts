import { setImmediate as nextLoop } from 'node:timers/promises';
import type { ChatReply } from '../chat-reply.js';
import type { Behaviour } from './behaviour.js';
import { goodReply, openStream } from './send.js';

/** Two, three and four bytes a character. */
export const MULTI_BYTE_TEXT = 'Grüße an 世界 und 👩‍🚀 zurück';

/** A good answer whose every multi-byte character is split over TCP writes. */
export function splitUtf8(reply: ChatReply = { text: MULTI_BYTE_TEXT }): Behaviour {
  return {
    name: 'splitUtf8',
    play: async (turn) => {
      const { headers, text } = goodReply(turn, reply);
      turn.open(200, headers);
      for (const piece of cutInsideCharacters(Buffer.from(text))) {
        await turn.send(piece);
        // Long enough for the kernel to hand the piece over by itself.
        await turn.pause(2);
      }
      turn.end();
    },
  };
}

/** A good answer, one byte a write. */
export function byteByByte(reply: ChatReply = {}): Behaviour {
  return {
    name: 'byteByByte',
    play: async (turn) => {
      const { headers, text } = goodReply(turn, reply);
      turn.open(200, headers);
      for (const byte of Buffer.from(text)) {
        await turn.send(Uint8Array.of(byte));
        await nextLoop();
      }
      turn.end();
    },
  };
}

/** A good stream whose lines end in CR LF. */
export function crlf(reply: ChatReply = {}): Behaviour {
  return {
    name: 'crlf',
    play: async (turn) => {
      const { headers, text } = goodReply(turn, reply);
      await turn.reply(200, headers, text.replaceAll('\n', '\r\n'));
    },
  };
}

/**
 * Content as fast as the socket takes it, to a good end. The request's record tells how much was taken
 * (`bytesSent`) and whether the socket ever refused more (`blocked`).
 */
export function hugeStream(totalBytes = 64 * 1024 * 1024, eventBytes = 16 * 1024): Behaviour {
  return {
    name: 'hugeStream',
    play: async (turn) => {
      const { opening, content, finish, done } = openStream(turn, { text: 'x'.repeat(eventBytes) });
      const event = content.join('');
      await turn.send(opening);
      while (turn.request.bytesSent < totalBytes) await turn.send(event);
      await turn.send(finish);
      await turn.send(done);
      turn.end();
    },
  };
}

/** Cut before every continuation byte (10xxxxxx). */
function cutInsideCharacters(bytes: Uint8Array): Uint8Array[] {
  const cuts = [...bytes.keys()].filter((index) => ((bytes[index] ?? 0) & 0xc0) === 0x80);
  return [0, ...cuts].map((start, index) => bytes.subarray(start, cuts[index]));
}
