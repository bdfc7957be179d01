import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';

/** Not the script in front of it: a signal that cannot be handed on would end the script alone. */
const STEADY = resolve(
  import.meta.dirname,
  `../../node_modules/@stdy/cli-${process.platform}-${process.arch}/bin/steady`,
);

type Json = Record<string, unknown>;

/** What the mock said of one request. */
export interface Verdict {
  readonly path: string;
  readonly status: number;
  readonly valid: boolean;
  /** One line each: what is wrong, and where. */
  readonly problems: readonly string[];
  readonly body: Json;
}

/** A mock of a published API that refuses requests which its document does not allow, behind a server that listens in. */
export class StrictUpstream {
  readonly verdicts: Verdict[] = [];
  readonly #mock: ChildProcess;
  readonly #server: Server;

  private constructor(mock: ChildProcess, port: number) {
    this.#mock = mock;
    this.#server = createServer((request, response) => void this.#forward(request, response, port));
  }

  /** @param document path of the OpenAPI document */
  static async start(document: string): Promise<StrictUpstream> {
    const port = await freePort();
    const mock = spawn(STEADY, ['-p', String(port), '--host', '127.0.0.1', '-q', document], {
      stdio: 'ignore',
    });
    const upstream = new StrictUpstream(mock, port);
    await reachable(port, mock);
    await new Promise<void>((done) => upstream.#server.listen(0, '127.0.0.1', done));
    return upstream;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
    if (this.#mock.exitCode !== null) return;
    const exited = once(this.#mock, 'exit');
    this.#mock.kill('SIGKILL');
    await exited;
  }

  async #forward(request: IncomingMessage, response: ServerResponse, port: number): Promise<void> {
    const { method = 'POST', url = '', headers } = request;
    const sent = await buffer(request);
    const reply = await fetch(`http://127.0.0.1:${port}${url}`, {
      method,
      headers: { 'content-type': headers['content-type'] ?? '', accept: headers.accept ?? '*/*' },
      ...(sent.length > 0 && { body: sent }),
    });
    // Probes have no body, and are none of the tests' business.
    if (sent.length > 0)
      this.verdicts.push({ path: url, body: JSON.parse(sent.toString()) as Json, ...verdictOf(reply) });
    response.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await reply.arrayBuffer()));
  }
}

function verdictOf({ status, headers }: Response): Pick<Verdict, 'status' | 'valid' | 'problems'> {
  const valid = headers.get('x-steady-request-valid') === 'true';
  // Of lists of content in `input` it is never sure: it lets them pass, whatever they hold, and mentions it.
  const problems = [...headers]
    .filter(([name]) => /^x-steady-error-\d+-(?:message|path)$/.test(name))
    .map(([, value]) => value);
  return { status, valid, problems: valid ? [] : problems };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** @throws Error when the mock has ended instead */
async function reachable(port: number, mock: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200 && mock.exitCode === null; attempt++) {
    const socket = connect(port, '127.0.0.1');
    const open = await Promise.race([once(socket, 'connect'), once(socket, 'error')]).then(
      () => socket.readyState === 'open',
      () => false,
    );
    socket.destroy();
    if (open) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('the mock of the published API did not start');
}
