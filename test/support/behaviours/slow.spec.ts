import { startFaultServer } from '../fault-server.js';
import type { FaultServer } from '../fault-server.js';
import { call } from '../http-call.js';
import { readStream, streamedText } from '../sse.js';
import type { StreamEvent } from '../sse.js';
import { createGate, until } from '../time.js';
import { keepAlives, noAnswer, slowBody, slowFirstToken, slowHeaders, stall } from './index.js';

describe('a slow provider on the wire', () => {
  let server: FaultServer;
  beforeEach(async () => (server = await startFaultServer()));
  afterEach(() => server.stop());

  const url = () => `${server.baseUrl}/chat/completions`;
  const body = (stream: boolean) => ({ model: 'm', messages: [], stream });

  it('slowFirstToken opens the stream and holds back the content', async () => {
    const gate = createGate();
    server.always(slowFirstToken(gate.opened));
    const events: StreamEvent[] = [];
    const reading = readStream(url(), body(true), { onEvent: (event) => events.push(event) });
    await until('the role', () => events.length > 0);
    expect(streamedText(events)).toBe('');
    const openedAt = performance.now();
    gate.open();
    const content = (await reading).events.slice(1);
    expect(streamedText(content)).toMatch(/^The quick .* dog$/);
    expect(content[0]?.at).toBeGreaterThanOrEqual(openedAt);
  });

  it.each([
    [slowHeaders, true, 0],
    [slowHeaders, false, 0],
    [slowFirstToken, false, 0],
    [slowBody, true, 1],
    [slowBody, false, 1],
  ])(
    '%p (stream: %s) has sent %i pieces before the wait is over',
    async (behaviour, stream, piecesBefore) => {
      const gate = createGate();
      server.always(behaviour(gate.opened));
      const pieces: Buffer[] = [];
      const reading = call(url(), body(stream), { onBytes: (bytes) => pieces.push(bytes) });
      const seen = await until(
        'the request',
        () => server.requests[0]?.bodyText !== '' && server.requests[0],
      );
      await until('what comes before', () => pieces.length === piecesBefore);
      const sentBefore = seen.bytesSent;
      gate.open();
      const { text, ending } = await reading;
      expect(ending).toBe('complete');
      expect(text).toContain('quick');
      expect(sentBefore > 0).toBe(piecesBefore > 0);
      expect(sentBefore).toBeLessThan(text.length);
    },
  );

  it('a number of milliseconds is a wait too', async () => {
    server.always(slowFirstToken(1));
    expect((await call(url(), body(false))).status).toBe(200);
  });

  it('stall falls silent after its content events, on an open connection', async () => {
    server.always(stall(2));
    const { events, ending } = await readStream(url(), body(true), { abortAfter: 3 });
    expect({ text: streamedText(events), ending }).toEqual({ text: 'The quick', ending: 'aborted' });
    await until('the disconnect', () => server.requests[0]?.aborted);
  });

  it.each([
    [stall(1, { keepAliveEveryMs: 1 }), 'The'],
    [keepAlives(1), ''],
  ])('%j sends comments without progress', async (behaviour, text) => {
    server.always(behaviour);
    const { events } = await readStream(url(), body(true), { abortAfter: 6 });
    expect(streamedText(events)).toBe(text);
    expect(events.slice(2).map(({ raw }) => raw)).toEqual(Array(events.length - 2).fill(': keep-alive'));
  });

  it('noAnswer reads the request, says nothing, and knows when the client left', async () => {
    server.always(noAnswer());
    const leave = new AbortController();
    const asking = call(url(), body(false), { signal: leave.signal });
    const seen = await until('the request', () => server.requests[0]?.bodyText !== '' && server.requests[0]);
    expect(seen).toMatchObject({ aborted: false, bytesSent: 0 });
    leave.abort();
    await expect(asking).rejects.toThrow('aborted');
    await until('the disconnect', () => seen.aborted);
    expect(seen.abortedAt).toBeGreaterThanOrEqual(seen.at);
  });
});
