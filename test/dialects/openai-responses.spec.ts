import fc from 'fast-check';
import { openAiResponses, type EncodingContext, type StreamEvent, type StreamPart } from '@fairlead/dialects';
import { describeWithFixtures, loadCaptures, type Capture } from '../support/fixtures.js';
import {
  normalised,
  REPLY_NORMALISATIONS,
  REQUEST_NORMALISATIONS,
  STREAM_NORMALISATIONS,
} from './normalisations/openai-responses.js';

type Json = Record<string, unknown>;

const codec = openAiResponses.codec!;
const PROVIDERS = ['openai', 'azure', 'deepseek', 'xai', 'openrouter'];

const context = (request: Json): EncodingContext => ({
  seed: '0123456789abcdef0123456789abcdef',
  nowS: 1_700_000_000,
  conversation: { model: 'm', stream: false, messages: [] },
  request,
});

function judged(bytes: Uint8Array, cuts: readonly number[] = []): StreamEvent[] {
  const reading = openAiResponses.openStream();
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
  const parts = events.flatMap(({ name, json }) =>
    json === undefined ? [] : decoder.read({ ...(name !== undefined && { name }), json }),
  );
  return [...parts, ...decoder.finish()];
}

function encoded(parts: readonly StreamPart[], request: Json): string {
  const encoder = codec.openEncoder(context(request));
  return parts.map((part) => encoder.write(part)).join('');
}

const lastResponse = (text: string): unknown =>
  judged(Buffer.from(text)).findLast(({ json }) => json?.['response'] !== undefined)?.json?.['response'];

/** Nothing that JSON does not say. */
const asSent = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

describeWithFixtures('openai-responses against captures', (folder) => {
  const captures = loadCaptures(folder, { providers: PROVIDERS, endpoint: 'responses', status: 200 });
  const bodyOf = ({ request }: Capture): Json => (typeof request.body === 'object' ? request.body : {});
  const rows = (list: Capture[]): [string, Capture][] => list.map((capture) => [capture.file, capture]);
  const streams = rows(captures.filter(({ response }) => response.sse !== undefined));
  // One capture is an empty object of a fake server.
  const replies = rows(
    captures.filter(({ response }) => (response.body as Json | undefined)?.['output'] !== undefined),
  );
  const requests = rows(captures.filter((capture) => Object.keys(bodyOf(capture)).length > 0));

  it('are there', () => {
    expect(requests.length).toBeGreaterThan(100);
    expect(replies.length).toBeGreaterThan(90);
    expect(streams.length).toBeGreaterThan(20);
  });

  it.each(requests)('the request of %s comes out as it went in', (_file, capture) => {
    const read = codec.decodeRequest(bodyOf(capture), { model: 'm', stream: false });
    if (!read.ok) throw new Error(`${read.param}: ${read.message}`);
    const written = asSent(codec.encodeRequest(read.value, read.value.model));
    expect(written).toEqual(normalised(bodyOf(capture), REQUEST_NORMALISATIONS));
  });

  it.each(replies)('the reply of %s comes out as it went in', (_file, capture) => {
    const body = capture.response.body as Json;
    const written = asSent(codec.encodeReply(codec.decodeReply(body), context(bodyOf(capture))));
    expect(openAiResponses.readReply(Buffer.from(JSON.stringify(body))).verdict).toBe('ok');
    expect(written).toEqual(normalised(body, REPLY_NORMALISATIONS));
  });

  describe.each(streams)('the stream of %s', (_file, capture) => {
    const sse = capture.response.sse!;
    const request = bodyOf(capture);

    it('has content and finishes', () => {
      const reading = openAiResponses.openStream();
      const kinds = [...reading.feed(Buffer.from(sse)), ...reading.flush()].map(({ kind }) => kind);
      expect(reading.finished).toBe(true);
      expect(kinds).toContain('content');
      expect(kinds).toContain('done');
      expect(reading.usage).toMatchObject({ input: expect.any(Number), output: expect.any(Number) });
    });

    it('builds up the same response', () => {
      const written = encoded(decoded(judged(Buffer.from(sse))), request);
      expect(lastResponse(written)).toEqual(normalised(lastResponse(sse) as Json, STREAM_NORMALISATIONS));
      const numbers = judged(Buffer.from(written)).map(({ json }) => json?.['sequence_number']);
      expect(numbers).toEqual(numbers.map((_number, index) => index));
    });

    it('means the same however it is cut and whichever line ends it has', () => {
      const whole = decoded(judged(Buffer.from(sse)));
      const bytes = fc.constantFrom('\n', '\r\n').map((end) => Buffer.from(sse.replaceAll('\n', end)));
      const cut = bytes.chain((text) =>
        fc.tuple(fc.constant(text), fc.array(fc.nat(text.length), { maxLength: 8 })),
      );
      fc.assert(
        fc.property(cut, ([text, cuts]) => {
          expect(decoded(judged(text, cuts))).toEqual(whole);
        }),
        { numRuns: 10 },
      );
    });
  });
});

describe('openai-responses and bodies of any kind', () => {
  const call = { model: 'm', stream: false };
  const odd = fc.record(
    {
      type: fc.constantFrom(
        'message',
        'reasoning',
        'function_call',
        'output_text',
        'custom_tool_call',
        'x',
        7,
      ),
      role: fc.constantFrom('assistant', 'user', 'nobody', null),
      content: fc.jsonValue(),
      summary: fc.jsonValue(),
      arguments: fc.jsonValue(),
      call_id: fc.jsonValue(),
      encrypted_content: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const object = fc.dictionary(
    fc.constantFrom('model', 'input', 'output', 'tools', 'text', 'usage', 'status', 'tool_choice', 'include'),
    fc.oneof(fc.jsonValue(), fc.array(odd, { maxLength: 3 })),
  );

  it('decodes a request or says what is wrong with it', () => {
    fc.assert(
      fc.property(object, (body) => {
        const read = codec.decodeRequest(body, call);
        if (read.ok) expect(codec.encodeRequest(read.value, 'm')).toHaveProperty('input');
        else expect(read).toMatchObject({ message: expect.any(String), param: expect.any(String) });
      }),
    );
  });

  it('decodes any reply', () => {
    fc.assert(
      fc.property(object, (body) => {
        const written = codec.encodeReply(codec.decodeReply(body), context({}));
        expect(written).toMatchObject({ output: expect.any(Array) });
      }),
    );
  });

  it('follows any events', () => {
    const types = fc.constantFrom(
      'response.created',
      'response.output_item.added',
      'response.output_item.done',
      'response.content_part.added',
      'response.content_part.done',
      'response.output_text.delta',
      'response.output_text.annotation.added',
      'response.reasoning_summary_text.delta',
      'response.function_call_arguments.delta',
      'response.completed',
    );
    const event = fc.record({
      type: types,
      output_index: fc.nat(3),
      content_index: fc.nat(2),
      delta: fc.oneof(fc.string(), fc.jsonValue()),
      item: odd,
      part: odd,
      response: object,
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        const decoder = codec.openDecoder();
        const parts = [...events.flatMap((json) => decoder.read({ json })), ...decoder.finish()];
        expect(parts.at(-1)?.kind).toBe('end');
        expect(openBlocks(parts)).toEqual([]);
        expect(encoded(parts, {})).toContain('"sequence_number":0');
      }),
    );
  });
});

/** Blocks that were opened and never closed, or said something behind their end. */
function openBlocks(parts: readonly StreamPart[]): number[] {
  const open = new Set<number>();
  for (const part of parts) {
    if (part.kind === 'open') open.add(part.block);
    if (part.kind === 'delta') expect(open).toContain(part.block);
    if (part.kind === 'close') expect(open.delete(part.block)).toBe(true);
  }
  return [...open];
}
