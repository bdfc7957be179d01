import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { ensureBuilt } from '../../support/build.js';
import { fairleadYaml, policyYaml } from '../../support/config.js';
import { startGateway, type GatewayProcess } from '../../support/gateway-process.js';

const CONTINUE = { failover: { on_stream_break: 'continue' } };
const DIALECTS = ['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini'] as const;

/** One that breaks off in the middle of every stream, and one of the same model that does not. */
const simulated = (dialect: string, broken: boolean) => ({
  type: 'simulator',
  base_url: undefined as unknown as string,
  api_key: undefined as unknown as string,
  dialect,
  seed: 7,
  first_token: '1ms',
  tokens_per_second: 2000,
  output_tokens: 60,
  ...(broken && { fail_rate: '100%', fail_with: 'cut_stream' }),
});

interface Chatted {
  readonly target: string | null;
  readonly text: string;
  readonly ids: number;
  readonly finishes: readonly (string | null)[];
}

/** Every target breaks off every time: none may be taken out for it. */
const PATIENT = {
  defaults: { health: 'patient' },
  health_profiles: { patient: { passive: { consecutive_failures: 1000, min_requests: 1000 } } },
};

describe('a stream that goes on at another target', () => {
  let gateway: GatewayProcess;
  let openai: OpenAI;
  let anthropic: Anthropic;

  beforeAll(async () => {
    await ensureBuilt();
    const providers = DIALECTS.flatMap((dialect) => [
      [`${dialect}-cut`, simulated(dialect, true)] as const,
      [`${dialect}-whole`, simulated(dialect, false)] as const,
    ]);
    const route = (name: string, targets: readonly object[], more: object = CONTINUE) => ({
      name,
      match: { model: name },
      tiers: targets.map((target) => ({ targets: [target] })),
      ...more,
    });
    gateway = await startGateway({
      config: fairleadYaml(Object.fromEntries(providers), { plugins: ['@fairlead/plugin-simulator'] }),
      policy: policyYaml(
        [
          ...DIALECTS.flatMap((first) =>
            (['anthropic-messages', 'gemini', 'openai-chat'] as const).map((second) =>
              route(`${first}-then-${second}`, [
                { target: `${first}-cut/m`, prefill: 'family' },
                { target: `${second}-whole/m2`, prefill: 'family' },
              ]),
            ),
          ),
          ...DIALECTS.map((dialect) =>
            route(`${dialect}-again`, [{ target: `${dialect}-cut/m` }, { target: `${dialect}-whole/m` }]),
          ),
          ...DIALECTS.map((dialect) => route(`${dialect}-whole`, [{ target: `${dialect}-whole/m` }])),
          route('fails', [{ target: 'openai-chat-cut/m' }, { target: 'gemini-whole/m' }], {}),
        ],
        PATIENT,
      ),
    });
    openai = new OpenAI({ baseURL: `${gateway.apiUrl}/v1`, apiKey: 'k', maxRetries: 0 });
    anthropic = new Anthropic({ baseURL: gateway.apiUrl, apiKey: 'k', maxRetries: 0 });
  });

  afterAll(() => gateway.stop());

  const messages = [{ role: 'user' as const, content: 'Tell me of the harbour.' }];

  async function chatted(model: string): Promise<Chatted> {
    const { data, response } = await openai.chat.completions
      .create({ model, messages, stream: true })
      .withResponse();
    const chunks = [];
    for await (const chunk of data) chunks.push(chunk);
    const choices = chunks.flatMap((chunk) => chunk.choices);
    return {
      target: response.headers.get('x-fairlead-target'),
      text: choices.map(({ delta }) => delta.content ?? '').join(''),
      ids: new Set(chunks.map(({ id }) => id)).size,
      finishes: choices.map(({ finish_reason: finish }) => finish).filter((finish) => finish !== null),
    };
  }

  const pairs = DIALECTS.flatMap((first) =>
    (['anthropic-messages', 'gemini', 'openai-chat'] as const).map((second) => [first, second] as const),
  );

  it.each(pairs)(
    '%s breaks off and %s goes on: one answer for a client of chat completions',
    async (first, second) => {
      const { target, text, ids, finishes } = await chatted(`${first}-then-${second}`);
      expect(text.length).toBeGreaterThan(100);
      expect([target, ids, finishes]).toEqual([`${first}-cut/m`, 1, ['stop']]);
    },
  );

  it.each(pairs)(
    '%s breaks off and %s goes on: one message for a client of messages',
    async (first, second) => {
      const stream = anthropic.messages.stream({
        model: `${first}-then-${second}`,
        max_tokens: 500,
        messages,
      });
      const message = await stream.finalMessage();
      expect(stream.response?.headers.get('x-fairlead-target')).toBe(`${first}-cut/m`);
      expect(message.stop_reason).toBe('end_turn');
      expect(message.content.filter(({ type }) => type === 'text')).toHaveLength(1);
    },
  );

  it.each(DIALECTS)(
    '%s says the same again, and is joined where it was: no word twice, none lost',
    async (dialect) => {
      const whole = await chatted(`${dialect}-whole`);
      const joined = await chatted(`${dialect}-again`);
      expect(joined.text).toBe(whole.text);
      expect([joined.target, joined.ids]).toEqual([`${dialect}-cut/m`, 1]);
    },
  );

  it('ends in the error event where the policy does not say so', async () => {
    await expect(chatted('fails')).rejects.toThrow('the simulated provider broke off');
  });
});
