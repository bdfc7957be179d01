// Many streams at once, over plain sockets: what a client library would do with each event is not what is measured here.
import { connect } from 'node:net';
import { UNARY } from './load.mjs';

/** How many connections are begun together: a server accepts only so many at a time. */
const TOGETHER = 100;

/**
 * Opens `count` streams of `tokens` tokens, one each `everyMs` after the first.
 *
 * @returns `begun`: every stream has its first token; `over`: how many ended whole; `close` breaks all off
 */
export function openStreams(url, path, { count, tokens, everyMs }) {
  const body = JSON.stringify({ ...UNARY, stream: true, max_tokens: tokens, seed: everyMs });
  const head = `POST ${path} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  const { hostname, port } = new URL(url);
  const sockets = [];
  const one = () => {
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    socket.write(head + body);
    return followed(socket);
  };
  const opening = (async () => {
    const streams = [];
    for (let opened = 0; opened < count; opened += TOGETHER) {
      const more = Array.from({ length: Math.min(TOGETHER, count - opened) }, one);
      await Promise.all(more.map(({ begun }) => begun));
      streams.push(...more);
    }
    return streams;
  })();
  return {
    begun: opening,
    over: opening.then(async (streams) => {
      const ends = await Promise.all(streams.map(({ over }) => over));
      return ends.filter((got) => got === tokens).length;
    }),
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** `begun`: its first event is here; `over`: how many tokens it had when its terminator came, or undefined without one. */
function followed(socket) {
  let got = 0;
  let begin;
  let end;
  const begun = new Promise((resolve) => (begin = resolve));
  const over = new Promise((resolve) => (end = resolve));
  socket.setEncoding('latin1');
  socket.on('data', (text) => {
    for (let at = text.indexOf('"anchor '); at >= 0; at = text.indexOf('"anchor ', at + 1)) got++;
    if (got > 0) begin();
    if (text.includes('[DONE]')) end(got);
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    begin();
    end(undefined);
  });
  return { begun, over };
}
