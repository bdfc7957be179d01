import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { signatureOf } from './signature-of.js';
import { eventMessage } from './write-event-message.js';

export const ACCESS_KEY_ID = 'AKIDEXAMPLE';
export const SECRET_ACCESS_KEY = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

export interface BedrockRequest {
  readonly model: string;
  readonly stream: boolean;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: IncomingMessage['headers'];
}

export interface BedrockAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Chunks of an event stream, as the network delivers them. */
  readonly chunks?: Iterable<Uint8Array>;
  /** The connection dies behind the last chunk. */
  readonly cut?: boolean;
}

export interface BedrockServer {
  readonly url: string;
  readonly requests: readonly BedrockRequest[];
  stop(): Promise<void>;
}

/** Answers on loopback as `answer` says, once it has found the signature to be right. */
export async function startBedrock(
  answer: (request: BedrockRequest) => BedrockAnswer,
): Promise<BedrockServer> {
  const requests: BedrockRequest[] = [];
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = incoming.url ?? '';
    const body = await text(incoming);
    const received = { method: 'POST', path, headers: incoming.headers, body };
    const claimed = /Signature=([0-9a-f]{64})$/.exec(incoming.headers.authorization ?? '')?.[1];
    if (claimed !== signatureOf(received, SECRET_ACCESS_KEY)) {
      send(response, {
        status: 403,
        ...exception('InvalidSignatureException', 'The signature does not match.'),
      });
      return;
    }
    const [, model = '', operation] = /^\/model\/([^/]+)\/(converse|converse-stream)$/.exec(path) ?? [];
    const request = {
      model: decodeURIComponent(model),
      stream: operation === 'converse-stream',
      body: JSON.parse(body) as BedrockRequest['body'],
      headers: incoming.headers,
    };
    requests.push(request);
    send(response, answer(request));
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

function send(
  response: ServerResponse,
  { status = 200, headers = {}, json, chunks, cut }: BedrockAnswer,
): void {
  const type = chunks === undefined ? 'application/json' : 'application/vnd.amazon.eventstream';
  response.writeHead(status, { 'content-type': type, ...headers });
  if (chunks === undefined) {
    response.end(JSON.stringify(json));
    return;
  }
  for (const chunk of chunks) response.write(chunk);
  if (cut) response.write('', () => response.destroy());
  else response.end();
}

/** A refusal, as the API words it. */
export function exception(name: string, message: string): Pick<BedrockAnswer, 'headers' | 'json'> {
  return { headers: { 'x-amzn-errortype': `${name}:http://internal.amazon.com/` }, json: { message } };
}

/** One event of an answer. */
export function event(name: string, payload: object): Buffer {
  const headers = { ':event-type': name, ':content-type': 'application/json', ':message-type': 'event' };
  return eventMessage(headers, JSON.stringify({ ...payload, p: 'abcdefgh' }));
}

/** An exception within a stream. */
export function exceptionEvent(name: string, message: string): Buffer {
  const headers = {
    ':exception-type': name,
    ':content-type': 'application/json',
    ':message-type': 'exception',
  };
  return eventMessage(headers, JSON.stringify({ message }));
}
