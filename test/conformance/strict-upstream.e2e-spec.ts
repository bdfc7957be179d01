import {
  describeWithOpenApi,
  OPENAPI_FILE,
  openApiValidator,
  unknownFields,
} from '../dialects/support/openapi.js';
import { ensureBuilt } from '../support/build.js';
import { fairleadYaml, policyYaml } from '../support/config.js';
import { startGateway, type GatewayProcess } from '../support/gateway-process.js';
import { CHAT, GEMINI, MESSAGES, RESPONSES, type Request } from './requests.js';
import { StrictUpstream } from './strict-upstream.js';

const SCHEMAS: Readonly<Record<string, string>> = {
  '/chat/completions': 'CreateChatCompletionRequest',
  '/responses': 'CreateResponse',
  '/embeddings': 'CreateEmbeddingRequest',
};

describeWithOpenApi('requests to an upstream that refuses what its document does not allow', () => {
  let upstream: StrictUpstream;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    await ensureBuilt();
    upstream = await StrictUpstream.start(OPENAPI_FILE);
    const { url } = upstream;
    const speaking = (dialect: string) => ({ base_url: url, dialects: [dialect] });
    gateway = await startGateway({
      config: fairleadYaml(
        {
          chat: speaking('openai-chat'),
          responses: speaking('openai-responses'),
          both: { type: 'openai', base_url: url },
        },
        { plugins: ['@fairlead/plugin-openai-compatible', '@fairlead/plugin-openai'] },
      ),
      policy: policyYaml(
        ['chat', 'responses', 'both'].map((name) => ({
          name,
          match: { model: name },
          targets: [`${name}/gpt-4.1`],
        })),
      ),
    });
  }, 60_000);

  afterAll(async () => {
    await gateway.stop();
    await upstream.stop();
  });

  beforeEach(() => void (upstream.verdicts.length = 0));

  async function post(path: string, body: object): Promise<void> {
    const reply = await fetch(`${gateway.apiUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    await reply.text();
  }

  /** By the mock, and by the schema itself. The mock's answers are examples that not every caller can read: only the first request counts. */
  function expectAllowed(path: string): void {
    const { body, ...verdict } = upstream.verdicts[0]!;
    expect(verdict).toEqual({ path, status: 200, valid: true, problems: [] });
    const schemaName = SCHEMAS[path]!;
    expect(openApiValidator(schemaName)(body)).toEqual([]);
    expect(unknownFields(schemaName, body)).toEqual([]);
  }

  const PATHS = { chat: '/chat/completions', responses: '/responses' } as const;
  const CALLERS: readonly (readonly [
    name: string,
    requests: readonly Request[],
    post: (model: string, stream: boolean, body: object) => Promise<void>,
  ])[] = [
    ['chat', CHAT, (model, stream, body) => post('/v1/chat/completions', { model, stream, ...body })],
    ['responses', RESPONSES, (model, stream, body) => post('/v1/responses', { model, stream, ...body })],
    [
      'messages',
      MESSAGES,
      (model, stream, body) => post('/v1/messages', { model, stream, max_tokens: 4000, ...body }),
    ],
    [
      'gemini',
      GEMINI,
      (model, stream, body) =>
        post(`/v1beta/models/${model}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`, body),
    ],
  ];

  describe.each(CALLERS)('of %s', (name, requests, send) => {
    const all = requests.map(([asks, body]) => [asks, body] as const);
    for (const to of ['chat', 'responses'] as const) {
      const sayable = all.filter((_, index) => (requests[index]![2] ?? to) === to);
      for (const stream of [false, true]) {
        it.each(sayable)(`to ${to}${stream ? ', streamed' : ''}: %s`, async (_asks, body) => {
          await send(to, stream, body);
          expectAllowed(PATHS[to]);
        });
      }
    }

    it.each(all)('to a vendor of both: %s', async (_asks, body) => {
      await send('both', false, body);
      expectAllowed(name === 'responses' ? PATHS.responses : upstream.verdicts[0]!.path);
    });
  });

  it.each([
    ['its own dialect', '/v1/embeddings', { model: 'both', input: ['hi', 'ho'], dimensions: 8 }],
    ['gemini', '/v1beta/models/both:embedContent', { content: { parts: [{ text: 'hi' }] } }],
  ])('for embeddings, of %s', async (_name, path, body) => {
    await post(path, body);
    expectAllowed('/embeddings');
  });

  it('sees what is wrong', async () => {
    await post('/v1/chat/completions', { model: 'chat', messages: 'hi' });
    expect(upstream.verdicts[0]).toMatchObject({ status: 400, valid: false });
    expect(upstream.verdicts[0]?.problems).toContain('body.messages');
  });

  it('sees what is wrong where the mock is not sure', async () => {
    await post('/v1/responses', {
      model: 'both',
      input: [{ role: 'user', content: [{ type: 'input_imag' }] }],
    });
    expect(() => expectAllowed('/responses')).toThrow('CreateResponse/input');
  });
});
