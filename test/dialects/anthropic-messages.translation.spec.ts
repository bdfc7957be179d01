import {
  anthropicMessages,
  gemini,
  openAiChat,
  openAiResponses,
  RequestFeatures,
  requestLosses,
  type Dialect,
  type EncodingContext,
} from '@fairlead/dialects';
import type { ConversationDialect } from '@fairlead/plugin-sdk';
import { describeWithFixtures, loadCaptures, type Capture, type CaptureFilter } from '../support/fixtures.js';
import { describeWithAnthropicSchema, problemsWith } from './support/anthropic-schema.js';
import { messageOf } from './support/message-of.js';

type Json = Record<string, unknown>;

const messages = anthropicMessages.codec!;
const MODELS = ['any', 'sonnet-4-5', 'opus-4-6', 'opus-4-7'];
const context: EncodingContext = {
  seed: '0123456789abcdef0123456789abcdef',
  nowS: 1_700_000_000,
  conversation: { model: 'm', stream: false, messages: [] },
  request: {},
};

const OTHERS: readonly [CaptureFilter['endpoint'], Dialect][] = [
  ['chat.completions', openAiChat],
  ['responses', openAiResponses],
  ['generateContent', gemini],
  ['streamGenerateContent', gemini],
];

const asSent = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** What a request of another dialect becomes, for every generation of models; nothing for what is refused. */
function translated({ codec, name }: Dialect, { request }: Capture): Json[] {
  const read = codec!.decodeRequest(request.body, { model: 'm', stream: false });
  if (!read.ok) return [];
  const features = new RequestFeatures(read.value, name as ConversationDialect);
  const { refused } = requestLosses(features, codec!.carriage, messages.carriage, []);
  if (refused.length > 0) return [];
  return MODELS.map((model) => asSent(messages.encodeRequest(read.value, model)));
}

/** The events of a stream, translated. */
function restreamed({ codec, openStream }: Dialect, sse: string): string {
  const reading = openStream();
  const decoder = codec!.openDecoder();
  const encoder = messages.openEncoder(context);
  const parts = [...reading.feed(Buffer.from(sse)), ...reading.flush()].flatMap(({ name, json }) =>
    json === undefined ? [] : decoder.read({ ...(name !== undefined && { name }), json }),
  );
  return [...parts, ...decoder.finish()].map((part) => encoder.write(part)).join('');
}

describeWithAnthropicSchema('messages', () => {
  describeWithFixtures('made of captures of other dialects', (folder) => {
    describe.each(OTHERS)('%s', (endpoint, dialect) => {
      const captures = loadCaptures(folder, { endpoint, status: 200 });

      it('are requests that the vendor takes', () => {
        const requests = captures.flatMap((capture) => translated(dialect, capture));
        expect(requests.length).toBeGreaterThan(captures.length);
        expect(requests.flatMap((request) => problemsWith('CreateMessageParams', request))).toEqual([]);
        for (const { messages: turns } of requests) {
          const roles = (turns as { role: string }[]).map(({ role }) => role);
          expect(roles.filter((role, index) => role === roles[index - 1])).toEqual([]);
        }
      });

      it('are replies that clients of the vendor take', async () => {
        const replies = captures.map(async ({ response }) => {
          if (response.sse !== undefined) return messageOf(restreamed(dialect, response.sse));
          return asSent(messages.encodeReply(dialect.codec!.decodeReply(response.body as Json), context));
        });
        const problems = (await Promise.all(replies)).flatMap((reply) => problemsWith('Message', reply));
        expect(problems).toEqual([]);
      });
    });
  });
});
