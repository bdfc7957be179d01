import OpenAI from 'openai';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { describeWithFixtures, loadCaptures, type Capture } from '../../support/fixtures.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { startReplayServer, type ReplayServer } from '../../support/replay-server.js';

type Params = Record<string, unknown>;

/** What an iteration over a stream gave, and the error that ended it, if one did. */
async function drain(stream: AsyncIterable<unknown>): Promise<{ chunks: unknown[]; error?: string }> {
  const chunks: unknown[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk);
    return { chunks };
  } catch (error) {
    return { chunks, error: (error as Error).message };
  }
}

/** The client adds fields of its own to what it parsed. */
function withoutClientFields(reply: object): unknown {
  return JSON.parse(
    JSON.stringify(reply, (key, value: unknown) => (key === '_request_id' ? undefined : value)),
  );
}

describeWithFixtures('replies of real providers, through the official client', (folder) => {
  const captures = [
    ...loadCaptures(folder, { endpoint: 'chat.completions', status: 200 }),
    ...loadCaptures(folder, { endpoint: 'embeddings', status: 200 }).filter(
      ({ provider }) => provider !== 'gemini',
    ),
  ].filter(({ request }) => typeof request.body === 'object');
  let replay: ReplayServer;
  let gateway: GatewayProcess;
  let client: OpenAI;
  /** The same client without a gateway: what it sees is what ours must see. */
  let direct: OpenAI;

  beforeAll(async () => {
    await ensureBuilt();
    replay = await startReplayServer(captures);
    const targets = captures.map((capture) => `recorded/${replay.modelOf(capture)}`);
    gateway = await startGateway({
      config: fairleadYaml({ recorded: { base_url: replay.baseUrl } }),
      policy: policyYaml([{ name: 'all', match: { model: 'all' }, targets }]),
    });
    client = new OpenAI({ baseURL: `${gateway.apiUrl}/v1`, apiKey: 'client-key', maxRetries: 0 });
    direct = new OpenAI({ baseURL: replay.baseUrl, apiKey: 'client-key', maxRetries: 0 });
  }, 60_000);

  afterAll(async () => {
    await gateway.stop();
    await replay.stop();
  });

  const paramsOf = (capture: Capture): Params => ({
    ...capture.request.body,
    model: `recorded/${replay.modelOf(capture)}`,
  });
  const isStream = ({ request }: Capture): boolean => request.body['stream'] === true;
  const rows = (wanted: (capture: Capture) => boolean): [string, Capture][] =>
    captures.filter(wanted).map((capture) => [capture.file, capture]);

  it.each(rows((capture) => capture.response.sse === undefined && !isStream(capture)))(
    '%s',
    async (_file, capture) => {
      const path = capture.file.includes('/embeddings/') ? '/embeddings' : '/chat/completions';
      const reply = await client.post<object>(path, { body: paramsOf(capture) });
      expect(withoutClientFields(reply)).toEqual(capture.response.body);
      const raw = await client
        .post<Response>(path, { body: paramsOf(capture), __binaryResponse: true })
        .asResponse();
      expect(await raw.text()).toBe(replay.servedText(capture));
    },
  );

  it.each(rows((capture) => capture.response.sse !== undefined && isStream(capture)))(
    '%s',
    async (_file, capture) => {
      const params = paramsOf(capture) as unknown as OpenAI.Chat.ChatCompletionCreateParamsStreaming;
      const seen = await drain(await client.chat.completions.create(params));
      const model = replay.modelOf(capture);
      expect(seen).toEqual(await drain(await direct.chat.completions.create({ ...params, model })));
      expect(seen.chunks.length).toBeGreaterThan(0);
    },
  );

  it('passes on every field of the request that it does not know', () => {
    expect(replay.requests.length).toBeGreaterThan(captures.length);
    for (const { bodyText, capture } of replay.requests) {
      const { model: _model, ...sent } = JSON.parse(bodyText) as Params;
      const { model: _recorded, ...wanted } = capture.request.body;
      expect(sent).toEqual({ ...wanted, ...(isStream(capture) && { stream: true }) });
    }
  });
});
