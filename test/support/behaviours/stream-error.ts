import { chunk, event } from '../chat-reply.js';
import type { Behaviour } from './behaviour.js';
import { openStream, sendUpTo } from './send.js';

const SERVER_ERROR = {
  message: 'The server had an error while processing your request.',
  type: 'server_error',
  param: null,
  code: 'server_error',
};

/** A 200 stream that turns into an error event after some content events, and ends. 0: before any content. */
export function errorInStream(contentEvents: number, error: object = SERVER_ERROR): Behaviour {
  return {
    name: 'errorInStream',
    play: async (turn) => {
      await sendUpTo(turn, openStream(turn), contentEvents);
      await turn.send(event({ error }));
      turn.end();
    },
  };
}

/** Overload that shows only after the 200: the first and only event is the error. */
export function overloadedInStream(): Behaviour {
  const error = {
    message: 'Overloaded',
    type: 'overloaded_error',
    param: null,
    code: 'server_is_overloaded',
  };
  return {
    name: 'overloadedInStream',
    play: async (turn) => {
      openStream(turn);
      await turn.send(event({ error }));
      turn.end();
    },
  };
}

/** The error travels beside `choices` in a chunk whose finish reason is `error`, then `[DONE]`, as aggregators do. */
export function errorInChunk(contentEvents: number, error: object = SERVER_ERROR): Behaviour {
  return {
    name: 'errorInChunk',
    play: async (turn) => {
      const stream = openStream(turn);
      await sendUpTo(turn, stream, contentEvents);
      await turn.send(chunk(turn.request, { content: '' }, 'error', { error }));
      await turn.send(stream.done);
      turn.end();
    },
  };
}
