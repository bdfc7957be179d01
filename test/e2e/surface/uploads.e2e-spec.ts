import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call } from '../../support/http-call.js';
import { until } from '../../support/time.js';
import plugin, { VENDOR_PLUGIN } from './vendor-plugin.js';
import { json, startVendor, type VendorServer } from './vendor-server.js';

const BOUNDARY = 'harbour';
const MODEL = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="model"\r\n\r\nears\r\n`;
const FILE = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\n\r\n`;
const END = `\r\n--${BOUNDARY}--\r\n`;
const PIECE = Buffer.alloc(64 * 1024, 'x');
/** 8 MiB: more than every buffer on the way together. */
const PIECES = 128;

let gone: VendorServer;
let vendor: VendorServer;
let gateway: GatewayProcess;
beforeAll(async () => {
  await ensureBuilt();
  [gone, vendor] = await Promise.all([startVendor(json({})), startVendor(json({ text: 'ahoy' }))]);
  const speaks = ['openai-transcriptions'];
  const entry = { type: plugin.name, api_key: 'k', speaks };
  gateway = await startGateway({
    config: fairleadYaml(
      { gone: { ...entry, base_url: gone.url }, one: { ...entry, base_url: vendor.url } },
      { plugins: [VENDOR_PLUGIN] },
    ),
    policy: policyYaml([
      {
        name: 'ears',
        match: { model: 'ears' },
        tiers: [{ targets: ['gone/m'] }, { targets: ['one/other'] }],
      },
    ]),
  });
  await gone.stop();
}, 180_000);
afterAll(async () => {
  await gateway.stop();
  await vendor.stop();
});
beforeEach(() => {
  vendor.requests.length = 0;
  vendor.take = undefined;
});

function open(): ClientRequest {
  return request(`${gateway.apiUrl}/v1/audio/transcriptions`, {
    method: 'POST',
    agent: false,
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  });
}

async function answerOf(outgoing: ClientRequest): Promise<{ status: number; text: string }> {
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: incoming.statusCode ?? 0, text: await text(incoming) };
}

it('a large form goes whole to the next target where nobody hears the first', async () => {
  const outgoing = open();
  const answer = answerOf(outgoing);
  const expected = createHash('sha256').update(MODEL.replace('ears', 'other')).update(FILE);
  outgoing.write(MODEL + FILE);
  for (let sent = 0; sent < PIECES; sent++) {
    expected.update(PIECE);
    if (!outgoing.write(PIECE)) await once(outgoing, 'drain');
  }
  outgoing.end(END);
  expect(await answer).toEqual({ status: 200, text: '{"text":"ahoy"}' });
  const [sent] = vendor.requests;
  expect(createHash('sha256').update(sent!.body).digest('hex')).toBe(expected.update(END).digest('hex'));
  expect(sent!.headers['content-type']).toBe(`multipart/form-data; boundary=${BOUNDARY}`);
});

it('a refusal that comes while the form is still being sent reaches its caller', async () => {
  // It answers before it has read anything, as a vendor does that will not have the key.
  vendor.take = (_incoming, response) =>
    void response
      .writeHead(400, { 'content-type': 'application/json' })
      .end('{"error":{"message":"not this one"}}');
  const outgoing = open();
  const answer = answerOf(outgoing);
  outgoing.write(MODEL + FILE);
  for (let sent = 0; sent < PIECES; sent++) outgoing.write(PIECE);
  outgoing.end(END);
  const { status, text: body } = await answer;
  expect([status, JSON.parse(body)]).toMatchObject([400, { error: { message: 'not this one' } }]);
});

it('a caller that leaves in the midst of a form ends the call, and nobody is blamed', async () => {
  let state = 'waits';
  vendor.take = (incoming) => {
    state = 'called';
    incoming.resume().once('close', () => (state = 'left'));
  };
  const outgoing = open();
  outgoing.on('error', () => undefined);
  outgoing.write(MODEL + FILE);
  outgoing.write(PIECE);
  await until('the vendor to be called', () => state === 'called');
  outgoing.destroy();
  await until('the call to end', () => state === 'left');
  const full = await call(`${gateway.apiUrl}/health/full`);
  expect(JSON.parse(full.text)).toMatchObject({
    details: { targets: { 'one/other': { model: { consecutiveFailures: 0 } } } },
  });
});

it.each([
  ['before its model', FILE],
  ['without a model', `${FILE}sound${END}`],
])('a form that ends %s', async (_what, form) => {
  const outgoing = open();
  const answer = answerOf(outgoing);
  outgoing.end(form);
  const { status, text: body } = await answer;
  expect([status, JSON.parse(body)]).toMatchObject([
    400,
    { error: { code: 'missing_model', param: 'model' } },
  ]);
  expect(vendor.requests).toEqual([]);
});
