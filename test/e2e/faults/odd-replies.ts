import { event } from '../../support/chat-reply.js';
import type { Behaviour } from '../../support/behaviours/behaviour.js';
import { JSON_HEADERS, openStream, sendAll, sendJson } from '../../support/behaviours/send.js';

/** Replies that real servers give and no specification allows. */

/** The whole answer and its finish reason, then the connection is reset. */
export function resetAfterFinish(): Behaviour {
  return {
    name: 'resetAfterFinish',
    play: async (turn) => {
      const { opening, content, finish } = openStream(turn);
      await sendAll(turn, [opening, ...content, finish]);
      turn.reset();
    },
  };
}

/** The whole answer and its finish reason, then silence on an open connection. */
export function silentAfterFinish(): Behaviour {
  return {
    name: 'silentAfterFinish',
    play: async (turn) => {
      const { opening, content, finish } = openStream(turn);
      await sendAll(turn, [opening, ...content, finish]);
      return turn.silence();
    },
  };
}

/** `[DONE]` although no finish reason was given. */
export function doneWithoutFinish(): Behaviour {
  return {
    name: 'doneWithoutFinish',
    play: async (turn) => {
      const { opening, content, done } = openStream(turn);
      await sendAll(turn, [opening, ...content, done]);
      turn.end();
    },
  };
}

/** `[DONE]`, and more after it. */
export function wordsAfterDone(): Behaviour {
  return {
    name: 'wordsAfterDone',
    play: async (turn) => {
      const { opening, content, finish, done } = openStream(turn);
      await sendAll(turn, [opening, ...content, finish, done, content[0]!, done]);
      turn.end();
    },
  };
}

/** The last event lacks the blank line that ends it. */
export function doneWithoutBlankLine(): Behaviour {
  return {
    name: 'doneWithoutBlankLine',
    play: async (turn) => {
      const { opening, content, finish } = openStream(turn);
      await sendAll(turn, [opening, ...content, finish, 'data: [DONE]']);
      turn.end();
    },
  };
}

/** 200, and the document is an error. */
export function errorInBody(error: object): Behaviour {
  return { name: 'errorInBody', play: (turn) => sendJson(turn, 200, { error }) };
}

/** 200 for a stream, and a whole document instead of events. */
export function documentForStream(): Behaviour {
  const document = { choices: [{ index: 0, message: { role: 'assistant', content: 'x' } }] };
  return { name: 'documentForStream', play: (turn) => sendJson(turn, 200, document) };
}

/** Events although none were asked for. */
export function eventsForDocument(): Behaviour {
  return {
    name: 'eventsForDocument',
    play: async (turn) => {
      const { opening, content, finish, done } = openStream(turn);
      await sendAll(turn, [opening, ...content, finish, done]);
      turn.end();
    },
  };
}

/** JSON that is announced as such, with an announced coding that nobody asked for. */
export function unknownCoding(): Behaviour {
  return {
    name: 'unknownCoding',
    play: (turn) => turn.reply(200, { ...JSON_HEADERS, 'content-encoding': 'zstd' }, '(\u0000zstd'),
  };
}

/** An error event in the manner of those who name their events. */
export function namedErrorEvent(): Behaviour {
  return {
    name: 'namedErrorEvent',
    play: async (turn) => {
      openStream(turn);
      await turn.send(`event: error\n${event({ message: 'Overloaded', type: 'overloaded_error' })}`);
      turn.end();
    },
  };
}

/** Opens a stream, or an error page, and never ends what it begins. */
export function endless(status: number, opening: string, piece: string): Behaviour {
  return {
    name: 'endless',
    play: async (turn) => {
      turn.open(status, { 'content-type': status === 200 ? 'text/event-stream' : 'text/html' });
      await turn.send(opening);
      for (;;) await turn.send(piece);
    },
  };
}
