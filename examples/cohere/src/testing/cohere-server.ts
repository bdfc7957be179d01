import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface CohereRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface CohereEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface CohereAnswer {
  readonly status?: number;
  readonly json?: object;
  readonly events?: readonly CohereEvent[];
}

export interface CohereServer {
  readonly url: string;
  readonly requests: readonly CohereRequest[];
  stop(): Promise<void>;
}

/** Answers on loopback as `answer` says. */
export async function startCohere(answer: (request: CohereRequest) => CohereAnswer): Promise<CohereServer> {
  const requests: CohereRequest[] = [];
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = (JSON.parse((await text(incoming)) || '{}') ?? {}) as CohereRequest['body'];
    const request = { path: incoming.url ?? '', authorization: incoming.headers.authorization, body };
    requests.push(request);
    const { status = 200, json, events = [] } = answer(request);
    response.writeHead(status, { 'content-type': json ? 'application/json' : 'text/event-stream' });
    const sent = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    response.end(json ? JSON.stringify(json) : sent.join(''));
  };
  const server = createServer((incoming, response) => void serve(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
