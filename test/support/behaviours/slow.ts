import type { Wait } from '../time.js';
import { answer } from './answer.js';
import type { Behaviour } from './behaviour.js';
import { goodReply, openStream, sendRest, sendUpTo } from './send.js';

/** Nothing at all until the wait is over, then a good answer. */
export function slowHeaders(wait: Wait): Behaviour {
  return {
    name: 'slowHeaders',
    play: async (turn) => {
      await turn.pause(wait);
      await answer(turn, {});
    },
  };
}

/** A stream opens at once but its first content event waits; an unstreamed answer waits as a whole. */
export function slowFirstToken(wait: Wait): Behaviour {
  return {
    name: 'slowFirstToken',
    play: async (turn) => {
      if (!turn.streamed) return slowHeaders(wait).play(turn);
      const stream = openStream(turn);
      await sendUpTo(turn, stream, 0);
      await turn.pause(wait);
      await sendRest(turn, stream, 0);
    },
  };
}

/** The same pause before every content event, the first included. */
export function slowDrip(everyMs: number): Behaviour {
  return {
    name: 'slowDrip',
    play: async (turn) => {
      const stream = openStream(turn);
      await sendUpTo(turn, stream, 0);
      for (const piece of stream.content) {
        await turn.pause(everyMs);
        await turn.send(piece);
      }
      await sendRest(turn, stream, stream.content.length);
    },
  };
}

/** Headers and the first half of the body at once, the second half after the wait. */
export function slowBody(wait: Wait): Behaviour {
  return {
    name: 'slowBody',
    play: async (turn) => {
      const { headers, text } = goodReply(turn, {});
      const middle = Math.floor(text.length / 2);
      turn.open(200, headers);
      await turn.send(text.slice(0, middle));
      await turn.pause(wait);
      await turn.send(text.slice(middle));
      turn.end();
    },
  };
}

/** Some content events, then silence on an open connection, or only comments where `keepAliveEveryMs` is given. */
export function stall(
  contentEvents: number,
  options: { readonly keepAliveEveryMs?: number } = {},
): Behaviour {
  return {
    name: 'stall',
    play: async (turn) => {
      await sendUpTo(turn, openStream(turn), contentEvents);
      const everyMs = options.keepAliveEveryMs;
      if (everyMs === undefined) return turn.silence();
      for (;;) {
        await turn.pause(everyMs);
        await turn.send(': keep-alive\n\n');
      }
    },
  };
}

/**
 * Life signs without progress, as a queueing provider sends them: comments in a stream, blank lines before an
 * unstreamed body. After `count` of them comes a good answer; without a count it never does.
 */
export function keepAlives(everyMs: number, count = Infinity): Behaviour {
  return {
    name: 'keepAlives',
    play: async (turn) => {
      const { headers, text } = goodReply(turn, {});
      turn.open(200, headers);
      for (let sent = 0; sent < count; sent++) {
        await turn.send(turn.streamed ? ': keep-alive\n\n' : '\n');
        await turn.pause(everyMs);
      }
      await turn.send(text);
      turn.end();
    },
  };
}
