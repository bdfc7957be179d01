import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenAI, { toFile } from 'openai';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';

interface Seen {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly sha256: string;
  readonly text: string;
  readonly size: number;
}

/** A provider of images and sound on a real socket. It reads everything, and says what `answer` does. */
class Provider {
  readonly seen: Seen[] = [];
  /** Resolves when the first bytes of the next body have come. */
  firstBytes: () => void = () => undefined;
  answer: (request: Seen, response: ServerResponse) => void = (_request, response) => response.end();
  readonly #server: Server = createServer((request, response) => void this.#serve(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const hash = createHash('sha256');
    const head: Buffer[] = [];
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      if (size === 0) this.firstBytes();
      if (size < 4096) head.push(chunk);
      size += chunk.length;
      hash.update(chunk);
    }
    const { url = '', method = '', headers } = request;
    const text = Buffer.concat(head).toString('latin1');
    const seen = { path: url, method, headers, sha256: hash.digest('hex'), text, size };
    this.seen.push(seen);
    this.answer(seen, response);
  }
}

describe('what passes through', () => {
  const first = new Provider();
  const second = new Provider();
  let gateway: GatewayProcess;
  let client: OpenAI;

  beforeAll(async () => {
    await ensureBuilt();
    const provider = async (which: Provider) => ({ type: 'openai', base_url: await which.start() });
    gateway = await startGateway({
      config: fairleadYaml(
        { one: await provider(first), two: await provider(second) },
        { plugins: ['@fairlead/plugin-openai'] },
      ),
      policy: policyYaml([
        {
          name: 'media',
          match: { endpoint: ['speech', 'transcription', 'image_generation', 'image_edit'] },
          tiers: [{ targets: ['one/large'] }, { targets: ['two/small'] }],
        },
        { name: 'rest', match: 'any', targets: ['one/large'] },
      ]),
    });
    client = new OpenAI({ baseURL: `${gateway.apiUrl}/v1`, apiKey: 'callers-own', maxRetries: 0 });
  });

  afterAll(async () => {
    await gateway.stop();
    await Promise.all([first.stop(), second.stop()]);
  });

  beforeEach(() => {
    first.seen.length = 0;
    second.seen.length = 0;
  });

  const json = (status: number, body: object) => (_request: Seen, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

  it('sound, as it comes', async () => {
    let finish = (): void => undefined;
    first.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'audio/mpeg' });
      response.write(Buffer.from([0xff, 0xfb, 0x00]));
      finish = () => response.end(Buffer.from([0x80, 0x01]));
    };
    const reply = await client.audio.speech.create({ model: 'voice', voice: 'alloy', input: 'Ahoy' });
    const reader = reply.body!.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    expect([...(await reader.read()).value!]).toEqual([0xff, 0xfb, 0x00]);
    finish();
    expect([...(await reader.read()).value!]).toEqual([0x80, 0x01]);
    expect(reply.headers.get('content-type')).toBe('audio/mpeg');
    expect(reply.headers.get('x-fairlead-target')).toBe('one/large');
    expect(JSON.parse(first.seen[0]!.text)).toEqual({ model: 'large', voice: 'alloy', input: 'Ahoy' });
    expect(first.seen[0]!.headers.authorization).toBe('Bearer key-of-one');
  });

  it('pictures from words, from another target where the first fails', async () => {
    first.answer = json(503, { error: { message: 'busy' } });
    second.answer = json(200, { created: 1, data: [{ url: 'https://x.test/a.png' }] });
    const { data } = await client.images.generate({ model: 'painter', prompt: 'a harbour' });
    expect(data?.[0]?.url).toBe('https://x.test/a.png');
    expect(JSON.parse(second.seen[0]!.text)).toEqual({ model: 'small', prompt: 'a harbour' });
  });

  it('a form with a small file, from another target where the first fails', async () => {
    first.answer = json(503, { error: { message: 'busy' } });
    second.answer = json(200, { text: 'ahoy' });
    const file = await toFile(Buffer.from('RIFF'), 'a.wav');
    const { text } = await client.audio.transcriptions.create({ file, model: 'ears' });
    expect(text).toBe('ahoy');
    expect(second.seen[0]!.text).toContain('name="model"\r\n\r\nsmall\r\n');
    expect(second.seen[0]!.text).toContain('RIFF');
    expect(second.seen[0]!.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  });

  const BOUNDARY = 'harbour';
  const before = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\n\r\n`;
  const after = `\r\n--${BOUNDARY}\r\ncontent-disposition: form-data; name="model"\r\n\r\nears\r\n--${BOUNDARY}--\r\n`;
  const PIECE = Buffer.alloc(64 * 1024, 'x');
  const PIECES = 800;

  function post(body: AsyncIterable<Uint8Array>): Promise<Response> {
    return fetch(`${gateway.apiUrl}/v1/audio/transcriptions`, {
      method: 'POST',
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
      body: ReadableStream.from(body),
      duplex: 'half',
    } as RequestInit);
  }

  it('a form of 50 MiB as it comes, with the name of the model behind the file', async () => {
    first.answer = json(200, { text: 'ahoy' });
    const reached = new Promise<void>((resolve) => (first.firstBytes = resolve));
    const expected = createHash('sha256').update(before);
    const reply = await post(
      (async function* () {
        yield Buffer.from(before);
        for (let piece = 0; piece < PIECES; piece++) {
          // The provider has the beginning before the caller has sent the end.
          if (piece === PIECES - 1) await reached;
          expected.update(PIECE);
          yield PIECE;
        }
        yield Buffer.from(after);
      })(),
    );
    expected.update(after.replace('ears', 'large'));
    expect(await reply.json()).toEqual({ text: 'ahoy' });
    expect(first.seen[0]!.size).toBeGreaterThan(PIECES * PIECE.length);
    expect(first.seen[0]!.sha256).toBe(expected.digest('hex'));
  });

  it('the refusal of a form that cannot be sent twice', async () => {
    first.answer = json(503, { error: { message: 'busy' } });
    const reply = await post(
      (async function* () {
        yield Buffer.from(before);
        for (let piece = 0; piece < 40; piece++) yield PIECE;
        yield Buffer.from(after);
      })(),
    );
    expect(reply.status).toBe(503);
    expect(((await reply.json()) as { error: { code: string } }).error.code).toBe('overloaded');
    expect(second.seen).toEqual([]);
  });

  it('a reply that breaks off as a connection that breaks off', async () => {
    first.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'audio/mpeg' });
      response.write(Buffer.alloc(1000));
      setImmediate(() => response.destroy());
    };
    const reply = await client.audio.speech.create({ model: 'voice', voice: 'alloy', input: 'Ahoy' });
    await expect(reply.arrayBuffer()).rejects.toThrow();
  });
});
