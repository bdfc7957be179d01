import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { listenHttp } from '../testing/loopback.js';
import { RecordedReply } from '../testing/recorded-reply.js';
import { HttpTransport } from './http-transport.js';

describe('a reply in an encoding that was not accepted', () => {
  it.each<[status: number, end: 'error' | 'end']>([
    [200, 'error'],
    [429, 'end'],
  ])('of status %i is over for the sink, and for the server that would go on', async (status, end) => {
    const responses: ServerResponse[] = [];
    const server = await listenHttp((_request, response) => {
      responses.push(response);
      response.writeHead(status, { 'content-encoding': 'gzip' }).write('first');
    });
    const transport = new HttpTransport({ env: {} });
    try {
      const reply = new RecordedReply();
      transport.send({ method: 'POST', url: server.url, headers: {}, body: new Uint8Array(2) }, reply);
      await reply.heard('over');
      const [response] = responses;
      if (!response!.closed) await once(response!, 'close');
      expect(response!.writableFinished).toBe(false);
      expect([reply.events.at(-1), reply.bytes]).toEqual([end, 0]);
      expect(reply.fault?.faultClass).toBe(end === 'error' ? 'protocol_error' : undefined);
    } finally {
      await transport.destroy();
      await server.stop();
    }
  });
});
