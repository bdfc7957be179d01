import type { CarriageTable, ReplyFeature } from '@fairlead/dialects';
import type { ConversationDialect, TokenUsage } from '@fairlead/plugin-sdk';
import { describeWithFixtures, loadCaptures, type Capture } from '../../support/fixtures.js';
import { describeWithAnthropicSchema } from '../support/anthropic-schema.js';
import { messageOf } from '../support/message-of.js';
import { describeWithOpenApi } from '../support/openapi.js';
import { accumulate } from './accumulate.js';
import { wrongWithEvent, wrongWithReply } from './by-the-schema.js';
import { asSent, CAPTURED, context, decoded, others, restreamed, spoken } from './dialects.js';
import { essenceOf, type Essence } from './essence.js';

type Json = Record<string, unknown>;

/** Which row of a dialect's table tells whether it has a token class. */
const TOKEN_ROWS: readonly (readonly [keyof TokenUsage, ReplyFeature | undefined])[] = [
  ['input', undefined],
  ['output', undefined],
  ['cacheRead', 'cache_read'],
  ['cacheWrite', 'cache_write'],
  ['cacheWrite1h', 'cache_write_1h'],
  ['reasoning', 'reasoning_tokens'],
  ['inputAudio', 'audio_tokens'],
  ['outputAudio', 'audio_tokens'],
];

/** The essence without what the dialect has no word for; a class of which there was nothing is as good as unsaid. */
function sayable({ choices, tokens }: Essence, { reply }: CarriageTable): Essence {
  const classes = TOKEN_ROWS.filter(
    ([key, row]) => tokens[key] && (row === undefined || reply[row].how !== 'dropped'),
  );
  return {
    choices: reply.many_choices.how === 'dropped' ? choices.slice(0, 1) : choices,
    tokens: Object.fromEntries(classes.map(([key]) => [key, tokens[key]])),
  };
}

/** Both sides of a comparison see only what the other dialect can say. */
function compared(from: Essence, to: Essence, carriage: CarriageTable): void {
  expect(sayable(to, carriage)).toEqual(sayable(from, carriage));
}

const isComplete = ({ response }: Capture): boolean =>
  response.sse !== undefined && response.sse !== '' && !/^data: .*"error":\s*\{/m.test(response.sse);

const eventsOf = (sse: string): Json[] =>
  [...sse.matchAll(/^data: (\{.*)$/gm)].map(([, data]) => JSON.parse(data!) as Json);

describeWithOpenApi('across', () => {
  describeWithAnthropicSchema('dialects', () => {
    describeWithFixtures('captured answers', (folder) => {
      for (const { name, endpoints, providers } of CAPTURED) {
        const captures = endpoints.flatMap((endpoint) =>
          loadCaptures(folder, { endpoint, providers, status: 200 }),
        );
        describe.each(others(name))(`of ${name} in %s`, (other) => {
          const { codec } = spoken(other);
          const whole = captures.filter(
            ({ request, response }) =>
              response.body !== undefined && isReply(name, response.body) && typeof request.body === 'object',
          );
          it.each(whole.map((capture) => [capture.file, capture] as const))('%s', (_file, { response }) => {
            const reply = spoken(name).codec.decodeReply(response.body as Json);
            const written = asSent(codec.encodeReply(reply, context));
            expect(wrongWithReply(other, written)).toEqual([]);
            compared(essenceOf(reply), essenceOf(codec.decodeReply(written)), codec.carriage);
          });

          const streams = captures.filter(isComplete);
          it.each(streams.map((capture) => [capture.file, capture] as const))(
            '%s',
            async (_file, { response }) => {
              const sse = restreamed(name, other, response.sse!);
              expect(eventsOf(sse).flatMap((event) => wrongWithEvent(other, event))).toEqual([]);
              if (other === 'anthropic-messages')
                expect(wrongWithReply(other, await messageOf(sse))).toEqual([]);
              const said = accumulate(decoded(other, sse));
              compared(essenceOf(accumulate(decoded(name, response.sse!))), essenceOf(said), codec.carriage);
              expect(said.ends).toBe(1);
              expectInOrder(other, sse);
            },
          );
        });
      }
    });
  });
});

/** Among the captures are answers to other questions: counts, batches. */
function isReply(name: ConversationDialect, body: unknown): boolean {
  const reply = body as Json;
  const keys = {
    'openai-chat': 'choices',
    'openai-responses': 'output',
    'anthropic-messages': 'content',
    gemini: 'candidates',
  };
  return typeof body === 'object' && body !== null && Array.isArray(reply[keys[name]]);
}

/** Numbers that clients may rely on, and the one last word. */
function expectInOrder(name: ConversationDialect, sse: string): void {
  const events = eventsOf(sse);
  /** Which blocks or items events of one type are about. */
  const of = (wanted: string): unknown[] =>
    events.filter(({ type }) => type === wanted).map(({ index, output_index: item }) => index ?? item);
  switch (name) {
    case 'openai-chat': {
      expect(sse.endsWith('data: [DONE]\n\n')).toBe(true);
      expect(new Set(events.map(({ id }) => id)).size).toBe(1);
      const choices = events.flatMap((event) => event['choices'] as Json[]);
      return expectOnce(choices.filter(({ finish_reason: reason }) => reason !== null));
    }
    case 'openai-responses':
      expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((_, index) => index));
      expect(events.filter(({ type }) => /^response\.(?:completed|incomplete)$/.test(String(type)))).toEqual([
        events.at(-1),
      ]);
      return expect(of('response.output_item.done')).toEqual(of('response.output_item.added'));
    case 'anthropic-messages':
      expect(of('content_block_start')).toEqual(of('content_block_start').map((_, index) => index));
      expect(of('content_block_stop')).toEqual(of('content_block_start'));
      expect(of('message_delta')).toHaveLength(1);
      return expect(events.at(-1)).toEqual({ type: 'message_stop' });
    case 'gemini':
      return expectOnce(
        events
          .flatMap((event) => (event['candidates'] ?? []) as Json[])
          .filter(({ finishReason }) => finishReason !== undefined),
      );
  }
}

/** Each choice finishes, and does so once. */
function expectOnce(finishes: readonly Json[]): void {
  expect(finishes).not.toHaveLength(0);
  const choices = finishes.map(({ index = 0 }) => index);
  expect(new Set(choices).size).toBe(choices.length);
}
