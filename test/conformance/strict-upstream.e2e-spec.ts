import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureBuilt } from '../support/build.js';
import { fairleadYaml, policyYaml } from '../support/config.js';
import { startGateway, type GatewayProcess } from '../support/gateway-process.js';
import { StrictUpstream } from './strict-upstream.js';

const DOCUMENT = resolve(import.meta.dirname, '../../../shared/specs/openai-openapi.json');
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};

/** Requests that use what a dialect has, by the path that they are posted to. */
const MESSAGES: readonly [string, object][] = [
  ['a word', { messages: [{ role: 'user', content: 'hi' }] }],
  [
    'system, sampling and stops',
    {
      system: 'Be brief.',
      messages: [{ role: 'user', content: 'hi' }],
      temperature: 0.5,
      top_p: 0.9,
      metadata: { user_id: 'u' },
    },
  ],
  [
    'an image and a document',
    {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } },
            { type: 'image', source: { type: 'url', url: 'https://x.test/a.png' } },
            {
              type: 'document',
              source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' },
              title: 'a.pdf',
            },
            { type: 'text', text: 'What is this?', cache_control: { type: 'ephemeral' } },
          ],
        },
      ],
    },
  ],
  [
    'tools called side by side, and what came of them',
    {
      tools: [
        { name: 'weather', description: 'd', input_schema: SCHEMA },
        { name: 'now', input_schema: { type: 'object' } },
      ],
      tool_choice: { type: 'any', disable_parallel_tool_use: true },
      messages: [
        { role: 'user', content: 'weather and time?' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'I look.' },
            { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Kiel' } },
            { type: 'tool_use', id: 'toolu_2', name: 'now', input: {} },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'toolu_1', content: [{ type: 'text', text: 'rain' }] },
            { type: 'tool_result', tool_use_id: 'toolu_2', content: 'broken', is_error: true },
            { type: 'text', text: 'And?' },
          ],
        },
      ],
    },
  ],
  [
    'thoughts and a schema',
    {
      thinking: { type: 'enabled', budget_tokens: 2048 },
      output_config: { format: { type: 'json_schema', schema: SCHEMA } },
      messages: [
        { role: 'user', content: 'hi' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'hm', signature: 's' },
            { type: 'text', text: 'yes?' },
          ],
        },
        { role: 'user', content: 'where?' },
      ],
    },
  ],
];

const GEMINI: readonly [string, object][] = [
  ['a word', { contents: [{ role: 'user', parts: [{ text: 'hi' }] }] }],
  [
    'settings, an image, functions and their results',
    {
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      generationConfig: {
        temperature: 1.5,
        topP: 0.9,
        maxOutputTokens: 90,
        seed: 3,
        thinkingConfig: { thinkingBudget: 1024 },
      },
      tools: [
        {
          functionDeclarations: [
            { name: 'weather', parameters: { type: 'OBJECT', properties: { city: { type: 'STRING' } } } },
          ],
        },
      ],
      toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['weather'] } },
      contents: [
        {
          role: 'user',
          parts: [{ inlineData: { mimeType: 'image/png', data: PIXEL } }, { text: 'weather?' }],
        },
        {
          role: 'model',
          parts: [{ functionCall: { name: 'weather', args: { city: 'Kiel' } }, thoughtSignature: 'cw==' }],
        },
        { role: 'user', parts: [{ functionResponse: { name: 'weather', response: { output: 'rain' } } }] },
      ],
    },
  ],
  [
    'a schema',
    {
      generationConfig: { responseMimeType: 'application/json', responseJsonSchema: SCHEMA },
      contents: [{ role: 'user', parts: [{ text: 'where?' }] }],
    },
  ],
];

const describeWithDocument = (name: string, tests: () => void): void => {
  if (existsSync(DOCUMENT)) describe(name, tests);
  else describe.skip(`${name} (skipped: no OpenAPI document)`, tests);
};

describeWithDocument('requests to an upstream that refuses what its document does not allow', () => {
  let upstream: StrictUpstream;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    await ensureBuilt();
    upstream = await StrictUpstream.start(DOCUMENT);
    const speaking = (dialect: string) => ({
      base_url: upstream.url,
      dialects: [dialect, 'openai-embeddings'],
    });
    gateway = await startGateway({
      config: fairleadYaml({ chat: speaking('openai-chat'), responses: speaking('openai-responses') }),
      policy: policyYaml([
        { name: 'chat', match: { model: 'chat' }, targets: ['chat/gpt-4.1'] },
        { name: 'responses', match: { model: 'responses' }, targets: ['responses/gpt-4.1'] },
      ]),
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

  const allowed = (path: string) => [{ path, status: 200, problems: [] }];
  const PATHS = { chat: '/chat/completions', responses: '/responses' } as const;
  const both = ['chat', 'responses'] as const;
  const rows = <T>(cases: readonly (readonly [string, T])[]) =>
    both.flatMap((to) =>
      [false, true].flatMap((stream) => cases.map(([name, body]) => [name, to, stream, body] as const)),
    );

  it.each(rows(MESSAGES))('%s, from messages to %s (streamed: %s)', async (_name, to, stream, body) => {
    await post('/v1/messages', { model: to, max_tokens: 4000, stream, ...body });
    expect(upstream.verdicts.slice(0, 1)).toEqual(allowed(PATHS[to]));
  });

  it.each(rows(GEMINI))('%s, from gemini to %s (streamed: %s)', async (_name, to, stream, body) => {
    await post(`/v1beta/models/${to}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`, body);
    expect(upstream.verdicts.slice(0, 1)).toEqual(allowed(PATHS[to]));
  });

  it.each([
    [
      'chat to responses',
      '/v1/chat/completions',
      'responses',
      { messages: [{ role: 'user', content: 'hi' }], max_tokens: 20 },
    ],
    [
      'responses to chat',
      '/v1/responses',
      'chat',
      { input: 'hi', instructions: 'Be brief.', reasoning: { effort: 'low' } },
    ],
    ['chat as it is', '/v1/chat/completions', 'chat', { messages: [{ role: 'user', content: 'hi' }] }],
    ['responses as they are', '/v1/responses', 'responses', { input: 'hi' }],
  ] as const)('%s', async (_name, path, model, body) => {
    await post(path, { model, ...body });
    expect(upstream.verdicts.slice(0, 1)).toEqual(allowed(PATHS[model]));
  });

  it('embeddings, from gemini', async () => {
    await post('/v1beta/models/chat:embedContent', { content: { parts: [{ text: 'hi' }] } });
    expect(upstream.verdicts.slice(0, 1)).toEqual(allowed('/embeddings'));
  });

  it('sees what is wrong', async () => {
    await post('/v1/chat/completions', { model: 'chat', messages: 'hi' });
    expect(upstream.verdicts[0]?.status).toBe(400);
    expect(upstream.verdicts[0]?.problems).toContain('body.messages');
  });
});
