import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import type { Capture } from './fixtures.js';

/** A request that the replay server answered. */
interface ReplayedRequest {
  readonly path: string;
  readonly bodyText: string;
  readonly capture: Capture;
}

export interface ReplayServer {
  /** What a provider's `base_url` takes, where it ends in the version. */
  readonly baseUrl: string;
  readonly requests: readonly ReplayedRequest[];
  /** The request's `model` that calls for this capture: `capture-<index>`. */
  modelOf(capture: Capture): string;
  /** Exactly the text that is served for it. */
  servedText(capture: Capture): string;
  stop(): Promise<void>;
}

/** Belong to the connection that was recorded, or describe an encoding that is not replayed. */
const NOT_REPLAYED = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
  'content-encoding',
]);

/** Plays recorded replies byte for byte. The request's `model` chooses one: it is all that a gateway forwards. */
export async function startReplayServer(captures: readonly Capture[]): Promise<ReplayServer> {
  const requests: ReplayedRequest[] = [];
  const byModel = new Map(captures.map((capture, index) => [`capture-${index}`, capture]));
  const models = new Map([...byModel].map(([model, capture]) => [capture, model]));

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const bodyText = await readText(incoming);
    const model = readModel(incoming.url ?? '', bodyText);
    const capture = model === undefined ? undefined : byModel.get(model);
    if (!capture) {
      const message = `no capture for model "${model}"; there are capture-0 to capture-${captures.length - 1}`;
      response
        .writeHead(404, { 'content-type': 'application/json' })
        .end(JSON.stringify({ error: { message } }));
      return;
    }
    requests.push({ path: incoming.url ?? '', bodyText, capture });
    response.writeHead(capture.response.status, replayedHeaders(capture)).end(servedText(capture));
  };

  const server = createServer((incoming, response) => void serve(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    modelOf: (capture) => models.get(capture) ?? '',
    servedText,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function servedText({ response }: Capture): string {
  return response.sse ?? JSON.stringify(response.body);
}

function replayedHeaders({ response }: Capture): Record<string, string> {
  return Object.fromEntries(Object.entries(response.headers).filter(([name]) => !NOT_REPLAYED.has(name)));
}

/** Some vendors have the model in the URL. Undefined where nothing names one: a probe has no body, and a stranger may have any. */
function readModel(url: string, bodyText: string): string | undefined {
  const named = /\/models\/([^/:]+):/.exec(url)?.[1];
  if (named !== undefined) return named;
  try {
    return String((JSON.parse(bodyText) as { model?: unknown }).model);
  } catch {
    return undefined;
  }
}
