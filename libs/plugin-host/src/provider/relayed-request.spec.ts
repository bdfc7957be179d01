import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { RelayForm } from '@fairlead/dialects';
import type { Provider } from '@fairlead/plugin-sdk';
import { listenHttp } from '../testing/loopback.js';
import { chat, instanceOf } from '../testing/provider.js';
import { RecordedReply } from '../testing/recorded-reply.js';
import { HttpTransport } from '../transport/http-transport.js';

interface Arrived {
  readonly request: IncomingMessage;
  readonly body: string;
}

async function send(relay: RelayForm): Promise<Arrived> {
  let arrived: Arrived | undefined;
  const server = await listenHttp((request, response) => {
    void text(request).then((body) => {
      arrived = { request, body };
      response.end();
    });
  });
  const transport = new HttpTransport({ env: {} });
  const authorize = (headers: Record<string, string>): void => void (headers['x-key'] = 'k');
  const make = (): Provider => ({ address: () => `${server.url}/v1/replies?version=1`, authorize });
  const reply = new RecordedReply();
  instanceOf({ make, transport }).send({ ...chat(), relay }, reply);
  await reply.heard('over');
  await transport.destroy();
  await server.stop();
  if (arrived === undefined) throw new Error(reply.fault?.message);
  return arrived;
}

describe('a request that passes as it is', () => {
  it.each<[string, RelayForm, method: string, url: string, headers: object, body: string]>([
    [
      'words',
      { method: 'POST', contentType: 'application/json; v=2', accept: 'audio/mpeg' },
      'POST',
      '/v1/replies?version=1',
      { 'content-type': 'application/json; v=2', accept: 'audio/mpeg' },
      '{}',
    ],
    [
      'an upload',
      { method: 'POST', contentType: 'multipart/form-data; boundary=b', upload: pieces('a', 'b') },
      'POST',
      '/v1/replies?version=1',
      { 'content-type': 'multipart/form-data; boundary=b', accept: 'application/json' },
      'ab',
    ],
    [
      'a question',
      { method: 'GET', suffix: '/r_1?stream=true', accept: 'text/event-stream' },
      'GET',
      '/v1/replies/r_1?version=1&stream=true',
      { accept: 'text/event-stream' },
      '',
    ],
    ['an end', { method: 'DELETE', suffix: '/r_1' }, 'DELETE', '/v1/replies/r_1?version=1', {}, ''],
  ])('%s', async (_what, relay, method, url, headers, body) => {
    const { request, body: received } = await send(relay);
    expect([request.method, request.url, received]).toEqual([method, url, body]);
    expect(request.headers).toMatchObject({ ...headers, 'x-key': 'k' });
    expect('content-type' in request.headers).toBe(method === 'POST');
  });

  it.each<[string, RelayForm]>([
    ['an upload', { method: 'POST', upload: pieces('a') }],
    ['a question', { method: 'GET', suffix: '/r_1' }],
    ['a cancellation', { method: 'POST', suffix: '/r_1/cancel' }],
  ])('%s is nothing for a provider in this process', async (_what, relay) => {
    const make = (): Provider => ({
      address: () => 'local://acme',
      respond: () => Promise.reject(new Error('was asked')),
    });
    const reply = new RecordedReply();
    instanceOf({ make }).send({ ...chat(), relay }, reply);
    await reply.heard('over');
    expect(reply.fault?.faultClass).toBe('unsupported_parameter');
  });
});

async function* pieces(...texts: string[]): AsyncIterable<Uint8Array> {
  for (const piece of texts) yield Buffer.from(piece);
}
