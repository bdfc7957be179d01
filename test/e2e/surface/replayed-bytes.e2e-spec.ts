import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { describeWithFixtures, loadCaptures, type Capture } from '../../support/fixtures.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';
import { startReplayServer, type ReplayServer } from '../../support/replay-server.js';

const OPENAI = ['openai', 'azure', 'deepseek', 'openrouter', 'mistral', 'groq', 'xai'];
const GOOGLE = ['gemini', 'vertex'];

/** Which provider of the gateway serves an endpoint of the captures, and under which path callers ask for it. */
const PLAYS = [
  { endpoint: 'chat.completions', from: OPENAI, provider: 'openai', path: () => '/v1/chat/completions' },
  { endpoint: 'responses', from: OPENAI, provider: 'openai', path: () => '/v1/responses' },
  { endpoint: 'completions', from: ['openai'], provider: 'openai', path: () => '/v1/completions' },
  { endpoint: 'moderations', from: ['openai'], provider: 'openai', path: () => '/v1/moderations' },
  {
    endpoint: 'embeddings',
    from: ['openai', 'openrouter'],
    provider: 'openai',
    path: () => '/v1/embeddings',
  },
  { endpoint: 'messages', from: ['anthropic'], provider: 'anthropic', path: () => '/v1/messages' },
  {
    endpoint: 'messages.count_tokens',
    from: ['anthropic'],
    provider: 'anthropic',
    path: () => '/v1/messages/count_tokens',
  },
  { endpoint: 'generateContent', from: GOOGLE, provider: 'google', path: methodPath('generateContent') },
  {
    endpoint: 'streamGenerateContent',
    from: GOOGLE,
    provider: 'google',
    path: methodPath('streamGenerateContent?alt=sse'),
  },
  { endpoint: 'countTokens', from: GOOGLE, provider: 'google', path: methodPath('countTokens') },
] as const;

function methodPath(method: string) {
  return (model: string): string => `/v1beta/models/${encodeURIComponent(model)}:${method}`;
}

describeWithFixtures('replies of real providers, byte by byte', (folder) => {
  const played = PLAYS.flatMap((play) =>
    loadCaptures(folder, { endpoint: play.endpoint, status: 200, providers: play.from })
      .filter((capture) => typeof capture.request.body === 'object' && isPassed(capture))
      .map((capture) => ({ ...play, capture })),
  );
  let replay: ReplayServer;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    await ensureBuilt();
    replay = await startReplayServer(played.map(({ capture }) => capture));
    const origin = replay.baseUrl.replace(/\/v1$/, '');
    const provider = (type: string, base_url: string) => ({ type, base_url, api_key: 'k' });
    gateway = await startGateway({
      config: fairleadYaml(
        {
          openai: provider('openai', replay.baseUrl),
          anthropic: provider('anthropic', origin),
          google: provider('google', origin),
        },
        { plugins: ['openai', 'anthropic', 'google'].map((name) => `@fairlead/plugin-${name}`) },
      ),
      policy: policyYaml([
        { name: 'all', match: { model: 'all' }, targets: played.map((play) => targetOf(play)) },
      ]),
    });
  }, 60_000);

  afterAll(async () => {
    await gateway.stop();
    await replay.stop();
  });

  function targetOf({ provider, capture }: (typeof played)[number]): string {
    return `${provider}/${replay.modelOf(capture)}`;
  }

  it('are many', () => {
    expect(played.length).toBeGreaterThan(400);
  });

  it.each(played.map((play): [string, (typeof played)[number]] => [play.capture.file, play]))(
    '%s',
    async (_file, play) => {
      const { capture } = play;
      const model = targetOf(play);
      const isStream = capture.response.sse !== undefined;
      const inBody = play.provider === 'google' ? {} : { model, ...(isStream && { stream: true }) };
      const below = capture.request.url.endsWith('/input_tokens') ? '/input_tokens' : '';
      const reply = await fetch(`${gateway.apiUrl}${play.path(model)}${below}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...withoutStream(capture), ...inBody }),
      });
      expect(await reply.text()).toBe(replay.servedText(capture));
      expect(reply.headers.get('x-fairlead-dropped')).toBeNull();
    },
  );
});

/**
 * An error inside a stream is said in the one form that every client raises; one recording is empty; and a stream is always asked for as
 * events, so that one which was recorded as a JSON array is nothing that comes from a provider.
 */
function isPassed({ file, response }: Capture): boolean {
  if (file.includes('/streamGenerateContent/') && response.sse === undefined) return false;
  if (response.sse === '') return false;
  return response.sse === undefined || !/^data: .*"error":\s*\{/m.test(response.sse);
}

/** A body that asked for a stream and was recorded as a whole reply, or the other way round, is asked for as it came. */
function withoutStream({ request }: Capture): object {
  const { stream: _stream, ...body } = request.body;
  return body;
}
