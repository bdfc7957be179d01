import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { call } from '../../support/http-call.js';
import { createGate } from '../../support/time.js';
import { startSurface, type Surface } from './surface.js';
import { json } from './vendor-server.js';

const FORM = { 'content-type': 'multipart/form-data; boundary="a b"' };
const KEYS = { authorization: 'Bearer callers-own', 'x-api-key': 'callers-own', cookie: 'callers-own' };

const form = (model: string): string =>
  [
    '--a b\r\nContent-Disposition: form-data; name="response_format"\r\n\r\ntext\r\n',
    `--a b\r\nContent-Disposition: form-data; name="model"\r\n\r\n${model}\r\n`,
    '--a b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\nContent-Type: audio/x\r\n\r\nRIFF\r\n',
    '--a b--\r\n',
  ].join('');

let surface: Surface;
beforeAll(async () => {
  surface = await startSurface();
}, 180_000);
afterAll(() => surface.stop());
beforeEach(() => (surface.vendor.requests.length = 0));

describe.each([
  '/v1/images/edits',
  '/v1/audio/transcriptions',
  '/v1/audio/translations',
  '/openai/v1/audio/transcriptions',
])('a form posted to %s', (path) => {
  it('arrives as it is, but for the model, and its answer comes back as it is', async () => {
    surface.vendor.answer = (_request, response) =>
      void response.writeHead(201, { 'content-type': 'text/vtt; charset=utf-8', server: 'x' }).end('WEBVTT');
    const headers = { ...FORM, ...KEYS, accept: 'text/vtt' };
    const answer = await call(`${surface.url}${path}?key=callers-own`, form('via-media'), { headers });
    expect([answer.status, answer.text]).toEqual([201, 'WEBVTT']);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/vtt; charset=utf-8',
      'x-fairlead-target': 'media/m',
      'x-request-id': answer.headers['request-id'],
    });
    expect(answer.headers).not.toHaveProperty('server');
    const [sent] = surface.vendor.requests;
    expect(sent).toMatchObject({
      method: 'POST',
      url: path.replace('/openai', ''),
      headers: { ...FORM, accept: 'text/vtt', 'x-vendor-key': 'key-of-media' },
    });
    expect(sent!.body.toString()).toBe(form('m'));
    expect(JSON.stringify(sent!.headers)).not.toContain('callers-own');
  });
});

describe.each(['/v1/images/generations', '/v1/audio/speech', '/openai/v1/audio/speech'])(
  'words posted to %s',
  (path) => {
    const words = { model: 'via-media', input: 'Ahoy', stream: true };
    const url = (): string => `${surface.url}${path}`;

    it('arrive as they are, but for the model, and the answer comes as it is made', async () => {
      const heard = createGate();
      surface.vendor.answer = (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('data: {"first":1}\n\n');
        void heard.opened.then(() => response.end('data: not even JSON\n\n'));
      };
      const answer = await call(url(), words, { onBytes: () => heard.open(), headers: KEYS });
      expect([answer.text, answer.headers['content-type']]).toEqual([
        'data: {"first":1}\n\ndata: not even JSON\n\n',
        'text/event-stream',
      ]);
      const [sent] = surface.vendor.requests;
      expect(JSON.parse(sent!.body.toString())).toEqual({ ...words, model: 'm' });
      expect(JSON.stringify(sent!.headers)).not.toContain('callers-own');
    });

    it('may be refused, in the words of the provider', async () => {
      const error = {
        message: 'No such voice.',
        type: 'invalid_request_error',
        param: 'voice',
        code: 'voice',
      };
      surface.vendor.answer = json({ error }, 400);
      const { status, text } = await call(url(), words);
      const { message, type, code } = error;
      expect([status, JSON.parse(text)]).toMatchObject([400, { error: { message, type, code } }]);
    });
  },
);

it('sound waits for a caller that does not listen', async () => {
  const PIECE = Buffer.alloc(256 * 1024, 's');
  /** 64 MiB: more than every buffer on the way together. */
  const PIECES = 256;
  const full = createGate();
  const expected = createHash('sha256');
  let written = 0;
  const sing = async (response: ServerResponse): Promise<void> => {
    response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': PIECE.length * PIECES });
    for (; written < PIECES; written++) {
      expected.update(PIECE);
      if (response.write(PIECE)) continue;
      const drained = once(response, 'drain');
      // Nothing on the way has room left for as long as this.
      const stuck = setTimeout(() => full.open(), 200);
      await drained;
      clearTimeout(stuck);
    }
    response.end();
  };
  surface.vendor.answer = (_request, response) => void sing(response);
  const outgoing = request(`${surface.url}/v1/audio/speech`, { method: 'POST', agent: false });
  outgoing.end(JSON.stringify({ model: 'via-media', input: 'Ahoy' }));
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  await full.opened;
  expect(written).toBeLessThan(PIECES);
  const heard = createHash('sha256');
  for await (const piece of incoming as AsyncIterable<Buffer>) heard.update(piece);
  expect(heard.digest('hex')).toBe(expected.digest('hex'));
  expect(incoming.headers).toMatchObject({
    'content-type': 'audio/mpeg',
    'content-length': String(PIECE.length * PIECES),
  });
});
