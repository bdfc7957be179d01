import type { Behaviour } from './behaviour.js';
import { openStream, sendAll, sendRest, sendUpTo } from './send.js';

/** Some content events, then the connection closes with the reply unfinished. 0: before any content. */
export function cutMidStream(contentEvents: number): Behaviour {
  return {
    name: 'cutMidStream',
    play: async (turn) => {
      await sendUpTo(turn, openStream(turn), contentEvents);
      turn.cut();
    },
  };
}

/** As `cutMidStream`, with a TCP reset. */
export function resetMidStream(contentEvents: number): Behaviour {
  return {
    name: 'resetMidStream',
    play: async (turn) => {
      await sendUpTo(turn, openStream(turn), contentEvents);
      turn.reset();
    },
  };
}

/** Some content events, then the reply ends in good order without a finish reason or `[DONE]`. */
export function endMidStream(contentEvents: number): Behaviour {
  return {
    name: 'endMidStream',
    play: async (turn) => {
      await sendUpTo(turn, openStream(turn), contentEvents);
      turn.end();
    },
  };
}

/** One event whose JSON is broken, in an otherwise good stream. */
export function malformedEvent(contentEvents: number): Behaviour {
  return {
    name: 'malformedEvent',
    play: async (turn) => {
      const stream = openStream(turn);
      await sendUpTo(turn, stream, contentEvents);
      await turn.send('data: {"choices":[{"index":0,"delta":{"content":"unfin\n\n');
      await sendRest(turn, stream, contentEvents);
    },
  };
}

/** A whole answer with its finish reason, but no `[DONE]`. */
export function missingDone(): Behaviour {
  return {
    name: 'missingDone',
    play: async (turn) => {
      const { opening, content, finish, usage } = openStream(turn);
      await sendAll(turn, [opening, ...content, finish, ...usage]);
      turn.end();
    },
  };
}
