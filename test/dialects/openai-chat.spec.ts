import fc from 'fast-check';
import { openAiChat, type EncodingContext, type StreamEvent, type StreamPart } from '@fairlead/dialects';
import { describeWithFixtures, loadCaptures, type Capture } from '../support/fixtures.js';
import { chatAnswer } from './support/chat-answer.js';
import {
  normalised,
  REPLY_NORMALISATIONS,
  REQUEST_NORMALISATIONS,
  STREAM_NORMALISATIONS,
} from './normalisations/openai-chat.js';

type Json = Record<string, unknown>;

const codec = openAiChat.codec!;
const PROVIDERS = [
  'openai',
  'azure',
  'deepseek',
  'openrouter',
  'mistral',
  'groq',
  'cerebras',
  'huggingface',
  'perplexity',
];

const context: EncodingContext = {
  seed: '0123456789abcdef0123456789abcdef',
  nowS: 1_700_000_000,
  conversation: { model: 'm', stream: true, includeUsage: true, messages: [] },
  request: {},
};

/** Nothing that JSON does not say. */
const asSent = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** Events of a stream as the gateway judges them. @param cuts where the bytes are cut into chunks */
function judged(bytes: Uint8Array, cuts: readonly number[] = []): StreamEvent[] {
  const reading = openAiChat.openStream();
  const events: StreamEvent[] = [];
  let from = 0;
  for (const to of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    events.push(...reading.feed(bytes.slice(from, to)));
    from = to;
  }
  return [...events, ...reading.flush()];
}

const chunksOf = (bytes: Uint8Array): Json[] => judged(bytes).flatMap(({ json }) => (json ? [json] : []));

function decoded(events: readonly StreamEvent[]): StreamPart[] {
  const decoder = codec.openDecoder();
  return [...events.flatMap(({ json }) => (json ? decoder.read({ json }) : [])), ...decoder.finish()];
}

function encoded(parts: readonly StreamPart[]): Buffer {
  const encoder = codec.openEncoder(context);
  return Buffer.from(parts.map((part) => encoder.write(part)).join(''));
}

describeWithFixtures('openai-chat against captures', (folder) => {
  const captures = loadCaptures(folder, { providers: PROVIDERS, endpoint: 'chat.completions', status: 200 });
  const rows = (list: Capture[]): [string, Capture][] => list.map((capture) => [capture.file, capture]);
  const streams = rows(captures.filter(({ response }) => response.sse !== undefined));
  const replies = rows(captures.filter(({ response }) => response.sse === undefined));
  const requests = rows(captures);

  it.each(requests)('the request of %s comes out as it went in', (_file, { request }) => {
    const read = codec.decodeRequest(request.body, { model: 'm', stream: false });
    if (!read.ok) throw new Error(`${read.param}: ${read.message}`);
    const written = asSent(codec.encodeRequest(read.value, read.value.model));
    expect(written).toEqual(normalised(request.body, REQUEST_NORMALISATIONS));
  });

  it.each(replies)('the reply of %s comes out as it went in', (_file, { response }) => {
    const body = response.body as Json;
    expect(openAiChat.readReply(Buffer.from(JSON.stringify(body))).verdict).toBe('ok');
    const written = asSent(codec.encodeReply(codec.decodeReply(body), context));
    expect(written).toEqual(normalised(body, REPLY_NORMALISATIONS));
  });

  describe.each(streams)('the stream of %s', (_file, { response }) => {
    const bytes = Buffer.from(response.sse!);

    it('is the same answer in the end', () => {
      const written = encoded(decoded(judged(bytes)));
      expect(written.toString().endsWith('data: [DONE]\n\n')).toBe(true);
      expect(chatAnswer(chunksOf(written))).toEqual(
        normalised(chatAnswer(chunksOf(bytes)), STREAM_NORMALISATIONS),
      );
    });

    it('means the same however it is cut and whichever line ends it has', () => {
      const whole = decoded(judged(bytes));
      const text = fc
        .constantFrom('\n', '\r\n')
        .map((end) => Buffer.from(response.sse!.replaceAll('\n', end)));
      const cut = text.chain((buffer) =>
        fc.tuple(fc.constant(buffer), fc.array(fc.nat(buffer.length), { maxLength: 8 })),
      );
      fc.assert(
        fc.property(cut, ([buffer, cuts]) => {
          expect(decoded(judged(buffer, cuts))).toEqual(whole);
        }),
        { numRuns: 10 },
      );
    });
  });
});
