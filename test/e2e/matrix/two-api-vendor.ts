import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { startSimulatorServer, type SimulatorServer } from '../../support/simulator-server.js';

type TwoApiVendor = Pick<SimulatorServer, 'baseUrl' | 'apiKey' | 'stop'>;

/** One address in front of two servers: the vendor that serves both chat completions and responses. */
export async function startTwoApiVendor(options: Readonly<Record<string, unknown>>): Promise<TwoApiVendor> {
  const chat = await startSimulatorServer({ dialect: 'openai-chat', options });
  const responses = await startSimulatorServer({ dialect: 'openai-responses', options });
  const front = createServer((incoming, outgoing) => {
    const { url } = incoming.url?.startsWith('/v1/responses') ? responses : chat;
    // Where one side breaks off, so does the other.
    forward(incoming, outgoing, url).catch(() => outgoing.destroy());
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(front.address() as AddressInfo).port}/v1`,
    apiKey: chat.apiKey,
    async stop() {
      front.close();
      front.closeAllConnections();
      await Promise.all([chat.stop(), responses.stop()]);
    },
  };
}

async function forward(incoming: IncomingMessage, outgoing: ServerResponse, to: string): Promise<void> {
  const { method, headers, url } = incoming;
  const onward = request(`${to}${url}`, { method, headers });
  outgoing.on('close', () => onward.destroy());
  const answered = once(onward, 'response') as Promise<[IncomingMessage]>;
  await Promise.all([answered, pipeline(incoming, onward)]);
  const [reply] = await answered;
  outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
  await pipeline(reply, outgoing);
}
