import type { Behaviour } from './behaviour.js';

/** Reads the request, then resets the connection without a byte of reply. */
export function resetBeforeHeaders(): Behaviour {
  return { name: 'resetBeforeHeaders', play: async (turn) => turn.reset() };
}

/** Reads the request, then closes the connection in good order without a byte of reply. */
export function closeBeforeHeaders(): Behaviour {
  return { name: 'closeBeforeHeaders', play: async (turn) => turn.cut() };
}

/** Accepts the request and never answers. */
export function noAnswer(): Behaviour {
  return { name: 'noAnswer', play: (turn) => turn.silence() };
}
