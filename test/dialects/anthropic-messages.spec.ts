import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classify } from '@fairlead/plugin-sdk';
import fc from 'fast-check';
import {
  anthropicCountTokens,
  anthropicMessages,
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
import {
  normalised,
  REPLY_NORMALISATIONS,
  REQUEST_NORMALISATIONS,
} from './normalisations/anthropic-messages.js';
import { judgedMessages, messageOf } from './support/message-of.js';

type Json = Record<string, unknown>;

const codec = anthropicMessages.codec!;
const context: EncodingContext = {
  seed: '0123456789abcdef0123456789abcdef',
  nowS: 1_700_000_000,
  conversation: { model: 'm', stream: false, messages: [] },
  request: {},
};

/** Nothing that JSON does not say. */
const asSent = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
const bytesOf = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

function decoded(events: readonly StreamEvent[]): StreamPart[] {
  const decoder = codec.openDecoder();
  const parts = events.flatMap(({ name, json }) =>
    json === undefined ? [] : decoder.read({ ...(name !== undefined && { name }), json }),
  );
  return [...parts, ...decoder.finish()];
}

function encoded(parts: readonly StreamPart[]): string {
  const encoder = codec.openEncoder(context);
  return parts.map((part) => encoder.write(part)).join('');
}

/** Raw texts of streams, and lists of the objects of their events. */
function publishedStreams(folder: string): [string, string][] {
  const listed = [
    ['anthropic-sdk-typescript/tests/fixtures/fable-fallback', '.sse'],
    ['anthropic-sdk-typescript/tests/lib/fixtures', '.txt'],
    ['vercel-ai/packages/anthropic/src/__fixtures__', '.chunks.txt'],
  ] as const;
  return listed.flatMap(([below, end]) =>
    readdirSync(join(folder, below))
      .filter((file) => file.endsWith(end))
      .map((file): [string, string] => {
        const text = readFileSync(join(folder, below, file), 'utf8');
        return [file, end === '.chunks.txt' ? text.replaceAll(/^(.+)$/gm, 'data: $1\n') : text];
      }),
  );
}

/** Whole messages that another project keeps for its tests. */
function publishedReplies(folder: string): [string, Json][] {
  const below = join(folder, 'vercel-ai/packages/anthropic/src/__fixtures__');
  return readdirSync(below)
    .filter((file) => file.endsWith('.json'))
    .map((file): [string, Json] => [file, JSON.parse(readFileSync(join(below, file), 'utf8')) as Json])
    .filter(([, body]) => body['type'] === 'message');
}

describeWithFixtures('anthropic-messages against captures', (folder) => {
  const of = (endpoint: CaptureFilter['endpoint'], status?: number) =>
    loadCaptures(folder, { providers: ['anthropic'], endpoint, ...(status !== undefined && { status }) });
  const bodyOf = ({ request }: Capture): Json => (typeof request.body === 'object' ? request.body : {});
  const rows = (list: Capture[]): [string, Capture][] => list.map((capture) => [capture.file, capture]);
  const captures = of('messages', 200);
  const counts = rows(of('messages.count_tokens', 200));
  const requests = rows(captures.filter((capture) => Object.keys(bodyOf(capture)).length > 0));
  const replies = [
    ...captures.flatMap(({ file, response }): [string, Json][] =>
      response.sse === undefined ? [[file, response.body as Json]] : [],
    ),
    ...publishedReplies(folder),
  ];
  const streams = [
    ...captures.flatMap(({ file, response }): [string, string][] =>
      response.sse === undefined ? [] : [[file, response.sse]],
    ),
    ...publishedStreams(folder),
  ];

  it('are there', () => {
    expect(requests.length).toBeGreaterThan(90);
    expect(replies.length).toBeGreaterThan(80);
    expect(streams.length).toBeGreaterThan(60);
    expect(counts.length).toBeGreaterThan(5);
  });

  it.each(requests)('the request of %s comes out as it went in', (_file, capture) => {
    const read = codec.decodeRequest(bodyOf(capture), { model: 'm', stream: false });
    if (!read.ok) throw new Error(`${read.param}: ${read.message}`);
    const written = asSent(codec.encodeRequest(read.value, read.value.model));
    expect(written).toEqual(normalised(bodyOf(capture), REQUEST_NORMALISATIONS));
  });

  it.each(counts)('the question and the count of %s come out as they went in', (_file, capture) => {
    const { decodeRequest, encodeRequest, decodeReply, encodeReply } = anthropicCountTokens.counting!;
    const read = decodeRequest(bodyOf(capture), { model: 'm', stream: false });
    if (!read.ok) throw new Error(`${read.param}: ${read.message}`);
    const { stream: _stream, ...asked } = normalised(bodyOf(capture), REQUEST_NORMALISATIONS);
    expect(asSent(encodeRequest(read.value, read.value.model))).toEqual(asked);
    const body = capture.response.body as Json;
    expect(anthropicCountTokens.readReply(bytesOf(body)).verdict).toBe('ok');
    expect(encodeReply(decodeReply(body)!)).toEqual(body);
  });

  it.each(replies)('the reply of %s comes out as it went in', (_file, body) => {
    expect(anthropicMessages.readReply(bytesOf(body)).verdict).toBe('ok');
    const written = asSent(codec.encodeReply(codec.decodeReply(body), context));
    expect(written).toEqual(normalised(body, REPLY_NORMALISATIONS));
  });

  describe.each(streams)('the stream of %s', (_file, sse) => {
    it('is work and not noise, and finishes', () => {
      const reading = anthropicMessages.openStream();
      const kinds = [...reading.feed(Buffer.from(sse)), ...reading.flush()].map(({ kind }) => kind);
      expect(reading.finished).toBe(true);
      expect(kinds).not.toContain('malformed');
      expect(kinds.at(-1)).toBe('done');
      expect(reading.usage).toMatchObject({ input: expect.any(Number), output: expect.any(Number) });
    });

    it('means the same however it is cut and whichever line ends it has', () => {
      const whole = decoded(judgedMessages(Buffer.from(sse)));
      const bytes = fc.constantFrom('\n', '\r\n').map((end) => Buffer.from(sse.replaceAll('\n', end)));
      const cut = bytes.chain((text) =>
        fc.tuple(fc.constant(text), fc.array(fc.nat(text.length), { maxLength: 8 })),
      );
      fc.assert(
        fc.property(cut, ([text, cuts]) => {
          expect(decoded(judgedMessages(text, cuts))).toEqual(whole);
        }),
        { numRuns: 10 },
      );
    });
  });

  // The vendor's library refuses a message that begins twice.
  const wellFormed = streams.filter(([, sse]) => sse.match(/"type":"message_start"/g)?.length === 1);

  it.each(wellFormed)('the stream of %s means the same message to a client', async (_file, sse) => {
    const before = normalised(await messageOf(sse), REPLY_NORMALISATIONS);
    const written = encoded(decoded(judgedMessages(Buffer.from(sse))));
    expect(normalised(await messageOf(written), REPLY_NORMALISATIONS)).toEqual(before);
  });

  it.each([
    ['messages', /context-length/, 'context_length'],
    ['messages', /xhigh-unsupported/, 'bad_request'],
    ['messages', /auth/, 'auth_invalid'],
    ['messages', /model-name-suggestion/, 'model_not_found'],
    ['messages.count_tokens', /count-tokens-error/, 'model_not_found'],
  ] as const)('an error of %s %s is %s', (endpoint, scenario, fault) => {
    const [capture] = of(endpoint).filter(
      ({ file, response }) => response.status >= 400 && scenario.test(file),
    );
    const { status, headers, body } = capture!.response;
    const failure = anthropicMessages.readFailure(status, headers, bytesOf(body));
    expect(failure).toMatchObject({ status, type: expect.any(String), message: expect.any(String) });
    expect(classify(failure)).toBe(fault);
  });

  it('knows the errors that are documented and not captured', () => {
    const documented = loadDocumentedErrors(folder).filter(({ provider }) => provider === 'anthropic');
    const faults = documented.map(({ kind, status, headers = {}, body, sse }) => {
      const [event] = sse === undefined ? [] : judgedMessages(Buffer.from(sse));
      const failure = event?.failure ?? anthropicMessages.readFailure(status, headers, bytesOf(body));
      return [kind, classify(failure)];
    });
    expect(Object.fromEntries(faults)).toEqual({
      permission_error: 'permission_denied',
      request_too_large: 'request_too_large',
      rate_limit_error: 'rate_limited',
      api_error: 'server_error',
      overloaded_error: 'overloaded',
      timeout_error: 'server_error',
      midstream_overloaded: 'overloaded',
    });
  });
});
