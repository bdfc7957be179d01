import { describeWithFixtures, loadCaptures } from './fixtures.js';
import type { Capture } from './fixtures.js';
import { call } from './http-call.js';
import { startReplayServer } from './replay-server.js';

const STREAM: Capture = {
  file: 'made-up/stream.json',
  provider: 'made-up',
  request: { method: 'POST', url: 'https://provider.test/v1/chat/completions', body: { model: 'x' } },
  response: {
    status: 200,
    headers: { 'content-type': 'text/event-stream', 'x-request-id': 'req_1', 'transfer-encoding': 'chunked' },
    sse: ': hello\r\n\r\ndata: {"b": 1 }\n\ndata: [DONE]\n\n',
  },
};
const REFUSAL: Capture = {
  ...STREAM,
  file: 'made-up/429.json',
  response: {
    status: 429,
    headers: {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-length': '7',
      'retry-after': '3',
    },
    body: { error: { message: 'später', code: null } },
  },
};

describe('the replay server', () => {
  it('serves the capture that the model names, byte for byte, with its headers', async () => {
    const server = await startReplayServer([STREAM, REFUSAL]);
    try {
      const ask = (capture: Capture) =>
        call(`${server.baseUrl}/chat/completions`, { model: server.modelOf(capture), stream: true });
      expect(await ask(REFUSAL)).toMatchObject({
        status: 429,
        text: '{"error":{"message":"später","code":null}}',
        headers: { 'content-type': 'application/json', 'retry-after': '3' },
      });
      const stream = await ask(STREAM);
      expect(stream).toMatchObject({
        status: 200,
        text: STREAM.response.sse,
        headers: { 'x-request-id': 'req_1' },
      });
      expect(stream.text).toBe(server.servedText(STREAM));
      expect(server.requests).toEqual([
        { path: '/v1/chat/completions', bodyText: '{"model":"capture-1","stream":true}', capture: REFUSAL },
        { path: '/v1/chat/completions', bodyText: '{"model":"capture-0","stream":true}', capture: STREAM },
      ]);
    } finally {
      await server.stop();
    }
  });

  it('says which captures there are when asked for another', async () => {
    const server = await startReplayServer([STREAM]);
    const { status, text } = await call(`${server.baseUrl}/chat/completions`, { model: 'capture-9' });
    await server.stop();
    expect({ status, text }).toEqual({
      status: 404,
      text: '{"error":{"message":"no capture for model \\"capture-9\\"; there are capture-0 to capture-0"}}',
    });
  });
});

it('a request that names no capture, as a probe, is answered all the same', async () => {
  const server = await startReplayServer([STREAM]);
  const answers = [await call(`${server.baseUrl}/models`), await call(`${server.baseUrl}/x`, '')];
  await server.stop();
  expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  expect(server.requests).toEqual([]);
});

describeWithFixtures('every capture is served as recorded', (folder) => {
  it.each(['chat.completions', 'embeddings'] as const)('%s', async (endpoint) => {
    const captures = loadCaptures(folder, { endpoint });
    const server = await startReplayServer(captures);
    try {
      for (const capture of captures) {
        const reply = await call(`${server.baseUrl}/x`, { model: server.modelOf(capture) });
        expect({ file: capture.file, status: reply.status, text: reply.text }).toEqual({
          file: capture.file,
          status: capture.response.status,
          text: capture.response.sse ?? JSON.stringify(capture.response.body),
        });
        expect(reply.headers['content-type']).toBe(capture.response.headers['content-type']);
      }
    } finally {
      await server.stop();
    }
  });
});
