import { connect } from 'node:net';
import { startFaultServer } from '../fault-server.js';
import type { FaultServer } from '../fault-server.js';
import { call } from '../http-call.js';
import { readStream, streamedText } from '../sse.js';
import { until } from '../time.js';
import { byteByByte, crlf, hugeStream, MULTI_BYTE_TEXT, splitUtf8 } from './index.js';

describe('the shape of the bytes', () => {
  let server: FaultServer;
  beforeAll(async () => (server = await startFaultServer()));
  afterAll(() => server.stop());

  const url = () => `${server.baseUrl}/chat/completions`;
  const streamed = { model: 'm', messages: [], stream: true };

  it.each([true, false])('splitUtf8 ends pieces inside characters (stream: %s)', async (stream) => {
    server.always(splitUtf8());
    const { pieces, text } = await call(url(), { ...streamed, stream });
    const torn = pieces.filter((piece) => piece.toString().includes('\uFFFD'));
    expect(torn.length).toBeGreaterThan(3);
    expect(text).not.toContain('\uFFFD');
    expect(text).toContain(stream ? 'Grüße' : MULTI_BYTE_TEXT);
  });

  it('splitUtf8 is whole again for a careful reader', async () => {
    server.always(splitUtf8());
    expect(streamedText((await readStream(url(), streamed)).events)).toBe(MULTI_BYTE_TEXT);
  });

  it('byteByByte delivers single bytes', async () => {
    server.always(byteByByte({ text: 'Hi' }));
    const { pieces, text } = await call(url(), streamed);
    // The first bytes may come together, while the client is still reading the head.
    expect(pieces.filter((piece) => piece.length === 1).length).toBeGreaterThan(text.length * 0.9);
    expect(text).toMatch(/"content":"Hi"[^]*data: \[DONE\]\n\n$/);
  });

  it('crlf has no bare line feed', async () => {
    server.always(crlf({ text: 'Hi all' }));
    const { text, events } = await readStream(url(), streamed);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(streamedText(events)).toBe('Hi all');
  });

  it('hugeStream comes whole to a client that reads', async () => {
    server.always(hugeStream(1024 * 1024));
    const { text, ending } = await call(url(), streamed);
    expect(text.length).toBeGreaterThan(1024 * 1024);
    expect({ ending, tail: text.slice(-14) }).toEqual({ ending: 'complete', tail: 'data: [DONE]\n\n' });
    expect(server.requests.at(-1)?.bytesSent).toBe(text.length);
  });

  it('hugeStream is held up by a client that does not read, and stops when it leaves', async () => {
    const total = 256 * 1024 * 1024;
    server.always(hugeStream(total));
    const body = JSON.stringify(streamed);
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1').pause();
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    const before = server.requests.length;
    const seen = await until(
      'a refused write',
      () => server.requests[before]?.blocked && server.requests[before],
    );
    expect(seen.bytesSent).toBeLessThan(total);
    socket.destroy();
    await until('the disconnect', () => seen.aborted);
    expect(seen.bytesSent).toBeLessThan(total);
  });
});
