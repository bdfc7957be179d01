import { classify } from '@fairlead/plugin-sdk';
import fc from 'fast-check';
import {
  gemini,
  geminiCountTokens,
  geminiEmbeddings,
  type EncodingContext,
  type StreamEvent,
  type StreamPart,
} from '@fairlead/dialects';
import {
  describeWithFixtures,
  loadCaptures,
  loadDocumentedErrors,
  type Capture,
  type CaptureFilter,
} from '../support/fixtures.js';
import { geminiAnswer } from './support/gemini-answer.js';
import { normalised, REPLY_NORMALISATIONS, REQUEST_NORMALISATIONS } from './normalisations/gemini.js';

type Json = Record<string, unknown>;

const codec = gemini.codec!;
const context: EncodingContext = {
  seed: '0123456789abcdef0123456789abcdef',
  nowS: 1_700_000_000,
  conversation: { model: 'm', stream: false, messages: [] },
  request: {},
};

/** Nothing that JSON does not say. */
const asSent = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
const bytesOf = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const modelOf = ({ request }: Capture) => /models\/([^:]+)/.exec(decodeURIComponent(request.url))![1]!;

function judged(bytes: Uint8Array, cuts: readonly number[] = []): StreamEvent[] {
  const reading = gemini.openStream();
  const events: StreamEvent[] = [];
  let from = 0;
  for (const to of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    events.push(...reading.feed(bytes.slice(from, to)));
    from = to;
  }
  return [...events, ...reading.flush()];
}

function decoded(events: readonly StreamEvent[]): StreamPart[] {
  const decoder = codec.openDecoder();
  const parts = events.flatMap(({ json }) => (json === undefined ? [] : decoder.read({ json })));
  return [...parts, ...decoder.finish()];
}

function encoded(parts: readonly StreamPart[]): string {
  const encoder = codec.openEncoder(context);
  return parts.map((part) => encoder.write(part)).join('');
}

const answerOf = (sse: string) =>
  geminiAnswer(judged(Buffer.from(sse)).flatMap(({ json }) => (json === undefined ? [] : [json])));

describeWithFixtures('gemini against captures', (folder) => {
  const load = (endpoint: CaptureFilter['endpoint'], status?: number) =>
    loadCaptures(folder, {
      providers: ['gemini', 'vertex'],
      endpoint,
      ...(status !== undefined && { status }),
    });
  const rows = (list: Capture[]): [string, Capture][] => list.map((capture) => [capture.file, capture]);
  const whole = load('generateContent', 200);
  const streamed = load('streamGenerateContent', 200);
  // Some captures have no body: what was asked is known, and the answer is not, or the other way round.
  const requests = rows(
    [...whole, ...streamed].filter(({ request }) => request.body?.['contents'] !== undefined),
  );
  const replies = rows(whole);
  /** A stream without `alt=sse` was recorded as the list that it is. */
  const streams = streamed.flatMap(({ file, response }): [string, string][] => {
    const chunks = (response.body ?? []) as Json[];
    const sse = response.sse ?? chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join('');
    return sse === '' ? [] : [[file, sse]];
  });

  it('are there', () => {
    expect(requests.length).toBeGreaterThan(190);
    expect(replies.length).toBeGreaterThan(120);
    expect(streams.length).toBeGreaterThan(70);
  });

  it.each(requests)('the request of %s comes out as it went in', (_file, capture) => {
    const model = modelOf(capture);
    const read = codec.decodeRequest(capture.request.body, { model, stream: false });
    if (!read.ok) throw new Error(`${read.param}: ${read.message}`);
    const written = asSent(codec.encodeRequest(read.value, model));
    expect(written).toEqual(normalised(capture.request.body, REQUEST_NORMALISATIONS));
  });

  it.each(replies)('the reply of %s comes out as it went in', (_file, { response }) => {
    const body = response.body as Json;
    const { verdict, usage } = gemini.readReply(bytesOf(body));
    expect(verdict).toBe('ok');
    expect(usage).toMatchObject({ input: expect.any(Number) });
    const written = asSent(codec.encodeReply(codec.decodeReply(body), context));
    expect(written).toEqual(normalised(body, REPLY_NORMALISATIONS));
  });

  describe.each(streams)('the stream of %s', (_file, sse) => {
    it('has content and finishes', () => {
      const reading = gemini.openStream();
      const kinds = [...reading.feed(Buffer.from(sse)), ...reading.flush()].map(({ kind }) => kind);
      expect(reading.finished).toBe(true);
      expect(kinds).toContain('content');
      expect(reading.usage).toMatchObject({ input: expect.any(Number) });
    });

    it('builds up the same answer', () => {
      const written = encoded(decoded(judged(Buffer.from(sse))));
      expect(judged(Buffer.from(written)).map(({ kind }) => kind)).not.toContain('malformed');
      expect(answerOf(written)).toEqual(answerOf(sse));
    });

    it('means the same however it is cut and whichever line ends it has', () => {
      const lines = sse.replaceAll('\r\n', '\n');
      const expected = decoded(judged(Buffer.from(lines)));
      const cut = fc
        .constantFrom('\n', '\r\n')
        .map((end) => Buffer.from(lines.replaceAll('\n', end)))
        .chain((bytes) => fc.tuple(fc.constant(bytes), fc.array(fc.nat(bytes.length), { maxLength: 8 })));
      fc.assert(
        fc.property(cut, ([bytes, cuts]) => {
          expect(decoded(judged(bytes, cuts))).toEqual(expected);
        }),
        { numRuns: 5 },
      );
    });
  });

  it.each(rows(load('countTokens', 200)))('the count of %s', (_file, capture) => {
    const counting = geminiCountTokens.counting!;
    const { body } = capture.response as { body: Json };
    expect(geminiCountTokens.readReply(bytesOf(body)).verdict).toBe('ok');
    expect(counting.decodeReply(body)).toBe(body['totalTokens']);
    const model = modelOf(capture);
    const read = counting.decodeRequest(capture.request.body, { model, stream: false });
    if (!read.ok) throw new Error(`${read.param}: ${read.message}`);
    const asked = counting.encodeRequest(read.value, model);
    expect(counting.decodeRequest(asked, { model, stream: false })).toMatchObject({
      ok: true,
      value: { messages: read.value.messages },
    });
  });

  it.each(rows(load('embeddings', 200)))('the vectors of %s', (_file, capture) => {
    const embeddings = geminiEmbeddings.embeddings!;
    const model = modelOf(capture);
    const read = embeddings.decodeRequest(capture.request.body, { model, stream: false });
    if (!read.ok) throw new Error(`${read.param}: ${read.message}`);
    expect(embeddings.encodeRequest(read.value, model)).toEqual(capture.request.body);
    const { body } = capture.response as { body: Json };
    expect(geminiEmbeddings.readReply(bytesOf(body)).verdict).toBe('ok');
    const written = asSent(embeddings.encodeReply(embeddings.decodeReply(body), read.value));
    expect(written).toMatchObject({ embeddings: body['embeddings'] });
  });

  const EXPECTED = [
    [/400-chat-error-handling/, 'auth_invalid', undefined],
    [/429-chat-real-error-scenarios/, 'rate_limited', 48_940],
    [/400-chat-real-error-scenarios/, 'context_length', undefined],
    [/\/404-/, 'model_not_found', undefined],
  ] as const;
  const errors = (['generateContent', 'streamGenerateContent', 'countTokens', 'embeddings'] as const)
    .flatMap((endpoint) => load(endpoint))
    .filter(({ response }) => response.status >= 400);

  it.each(rows(errors))('the error of %s is of its class', (file, { response }) => {
    const [, faultClass, retryAfterMs] = EXPECTED.find(([name]) => name.test(file))!;
    const { status, headers, sse, body } = response;
    const failure = gemini.readFailure(status, headers, bytesOf(sse ?? body));
    expect(classify(failure)).toBe(faultClass);
    expect(failure.retryAfterMs).toBe(retryAfterMs);
  });

  it('its documented errors are of their classes', () => {
    const documented = loadDocumentedErrors(folder).filter(({ provider }) => provider === 'gemini');
    const classes = documented.map(({ status, body }) =>
      classify(gemini.readFailure(status, {}, bytesOf(body))),
    );
    expect(classes).toEqual(['overloaded', 'rate_limited']);
  });
});
