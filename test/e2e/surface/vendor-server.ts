import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

interface VendorRequest {
  readonly method: string;
  /** With its query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type VendorAnswer = (request: VendorRequest, response: ServerResponse) => void;

export interface VendorServer {
  readonly url: string;
  /** In order of arrival, each once its body is whole. */
  readonly requests: VendorRequest[];
  /** What requests are answered with from now on. */
  answer: VendorAnswer;
  /** Takes over before anything of a body has been read. */
  take: ((incoming: IncomingMessage, response: ServerResponse) => void) | undefined;
  stop(): Promise<void>;
}

/** A provider on 127.0.0.1 of which the test sees every byte. */
export async function startVendor(answer: VendorAnswer): Promise<VendorServer> {
  const server = createServer((incoming, response) => {
    if (vendor.take !== undefined) return vendor.take(incoming, response);
    // A caller that leaves half-way is no failure of the vendor.
    receive(incoming, response).catch(() => response.destroy());
  });
  const receive = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(incoming);
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body };
    vendor.requests.push(request);
    vendor.answer(request, response);
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const vendor: VendorServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    answer,
    take: undefined,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return vendor;
}

export function json(value: unknown, status = 200): VendorAnswer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
}
