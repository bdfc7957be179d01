import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { call, type CallOptions, type HttpAnswer } from '../../support/http-call.js';
import plugin, { VENDOR_PLUGIN } from './vendor-plugin.js';
import { json, startVendor, type VendorServer } from './vendor-server.js';

const PATH = '/v1/responses';

let one: VendorServer;
let two: VendorServer;
let gateway: GatewayProcess;
beforeAll(async () => {
  await ensureBuilt();
  [one, two] = await Promise.all([startVendor(made('resp_of_one')), startVendor(made('resp_of_two'))]);
  const entry = { type: plugin.name, speaks: ['openai-responses'] };
  gateway = await startGateway({
    config: fairleadYaml(
      {
        one: { ...entry, api_key: 'key-of-one', base_url: one.url },
        two: { ...entry, api_key: 'key-of-two', base_url: two.url },
      },
      { plugins: [VENDOR_PLUGIN] },
    ),
    policy: policyYaml([
      { name: 'two', match: { model: 'two' }, targets: ['two/m'] },
      // Takes the very name of a target: what is kept there is asked for there all the same.
      { name: 'greedy', match: { model: '*' }, targets: ['one/m'] },
    ]),
  });
  await ask(PATH, { model: 'two', input: 'Ahoy' });
}, 180_000);
afterAll(async () => {
  await gateway.stop();
  await Promise.all([one.stop(), two.stop()]);
});
beforeEach(() => {
  one.requests.length = two.requests.length = 0;
});

const ask = (path: string, body?: object, options?: CallOptions): Promise<HttpAnswer> =>
  call(`${gateway.apiUrl}${path}`, body, options);

function made(id: string): ReturnType<typeof json> {
  const content = [{ type: 'output_text', text: 'Ahoy', annotations: [] }];
  const message = { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content };
  return json({ id, object: 'response', status: 'completed', store: true, output: [message] });
}

describe('a reply that a target keeps', () => {
  it.each<[method: string, path: string, sentTo: string]>([
    ['GET', '/v1/responses/resp_of_two', '/v1/responses/resp_of_two'],
    ['GET', '/openai/v1/responses/resp_of_two/', '/v1/responses/resp_of_two'],
    [
      'GET',
      '/v1/responses/resp_of_two?include[]=a&key=callers-own&stream=true',
      '/v1/responses/resp_of_two?include%5B%5D=a&stream=true',
    ],
    ['GET', '/v1/responses/resp_of_two/input_items?limit=2', '/v1/responses/resp_of_two/input_items?limit=2'],
    ['POST', '/v1/responses/resp_of_two/cancel', '/v1/responses/resp_of_two/cancel'],
    ['DELETE', '/v1/responses/resp_of_two', '/v1/responses/resp_of_two'],
  ])('is asked for where it is kept: %s %s', async (method, path, sentTo) => {
    two.answer = json({ id: 'resp_of_two', answers: method });
    const headers = { authorization: 'Bearer callers-own', accept: 'text/event-stream' };
    const answer = await ask(path, method === 'POST' ? {} : undefined, { method, headers });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { id: 'resp_of_two', answers: method }]);
    expect(answer.headers).toMatchObject({
      'x-fairlead-target': 'two/m',
      'x-request-id': answer.headers['request-id'],
    });
    expect(one.requests).toEqual([]);
    expect(two.requests).toMatchObject([
      { method, url: sentTo, headers: { 'x-vendor-key': 'key-of-two', accept: 'text/event-stream' } },
    ]);
    expect(JSON.stringify(two.requests[0]!.headers)).not.toContain('callers-own');
  });

  it('may be refused by whoever keeps it, and nobody is blamed', async () => {
    const refusal = { error: { message: 'no such reply', type: 'invalid_request_error' } };
    two.answer = json(refusal, 404);
    const answer = await ask(`${PATH}/resp_of_two`);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([404, refusal]);
    const full = JSON.parse((await ask('/health/full')).text) as object;
    expect(full).toMatchObject({
      details: { targets: { 'two/m': { model: { consecutiveFailures: 0 } } } },
    });
  });

  it.each([
    ['GET', '/v1/responses/resp_unknown'],
    ['DELETE', '/v1/responses/resp_unknown'],
    ['GET', `/v1/responses/resp_${'x'.repeat(800)}`],
    ['POST', '/v1/responses/resp_unknown/cancel'],
    ['GET', '/v1/responses/resp_unknown/input_items'],
  ])('is unknown where nobody made it: %s %s', async (method, path) => {
    const answer = await ask(path, method === 'POST' ? {} : undefined, { method });
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
      404,
      { error: { code: 'response_not_found', param: 'response_id', type: 'invalid_request_error' } },
    ]);
    expect([...one.requests, ...two.requests]).toEqual([]);
  });
});

describe('beside responses', () => {
  it.each(['/v1/responses/compact', '/openai/v1/responses/input_tokens'])('%s', async (path) => {
    one.answer = json({ object: 'whatever' });
    const body = { model: 'any', input: [{ role: 'user', content: 'Ahoy' }], tomorrow: true };
    const { status, text } = await ask(path, body);
    expect([status, text]).toEqual([200, '{"object":"whatever"}']);
    expect(one.requests).toMatchObject([{ method: 'POST', url: path.replace('/openai', '') }]);
    expect(JSON.parse(one.requests[0]!.body.toString())).toEqual({ ...body, model: 'm' });
  });

  it.each(['/v1/responses', '/v1/responses/compact'])(
    '%s goes on from a reply where that is kept, or not at all',
    async (path) => {
      const { status, text } = await ask(path, {
        model: 'x',
        previous_response_id: 'resp_of_two',
        input: '',
      });
      expect([status, JSON.parse(text)]).toMatchObject([
        400,
        { error: { code: 'previous_response_not_found', param: 'previous_response_id' } },
      ]);
      expect([...one.requests, ...two.requests]).toEqual([]);
    },
  );
});
