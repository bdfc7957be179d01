import { startFaultServer } from '../fault-server.js';
import type { FaultServer } from '../fault-server.js';
import { readStream, streamedText } from '../sse.js';
import type { StreamAnswer } from '../sse.js';
import {
  contentFilterFinish,
  cutMidStream,
  emptyBody,
  emptyResponse,
  endMidStream,
  errorInChunk,
  errorInStream,
  keepAlives,
  malformedEvent,
  missingDone,
  ok,
  overloadedInStream,
  resetMidStream,
  slowDrip,
  toolCalls,
} from './index.js';
import type { Behaviour } from './index.js';

const WHOLE = 'The quick brown fox jumps over the lazy dog';

interface Wire {
  readonly text: string;
  readonly ending: StreamAnswer['ending'];
  readonly finish?: string;
  readonly done: boolean;
  /** `error.type` of an error event. */
  readonly error?: string;
}

/** Behaviour, then what a client that asked for a stream gets. */
const TABLE: readonly [Behaviour, Wire][] = [
  [ok(), { text: WHOLE, ending: 'complete', finish: 'stop', done: true }],
  [
    ok({ text: 'Hi all', finishReason: 'length' }),
    { text: 'Hi all', ending: 'complete', finish: 'length', done: true },
  ],
  [contentFilterFinish(), { text: WHOLE, ending: 'complete', finish: 'content_filter', done: true }],
  [toolCalls(), { text: '', ending: 'complete', finish: 'tool_calls', done: true }],
  [slowDrip(1), { text: WHOLE, ending: 'complete', finish: 'stop', done: true }],
  [keepAlives(1, 3), { text: WHOLE, ending: 'complete', finish: 'stop', done: true }],
  [cutMidStream(0), { text: '', ending: 'cut', done: false }],
  [cutMidStream(2), { text: 'The quick', ending: 'cut', done: false }],
  [resetMidStream(2), { text: 'The quick', ending: 'cut', done: false }],
  [endMidStream(0), { text: '', ending: 'complete', done: false }],
  [endMidStream(3), { text: 'The quick brown', ending: 'complete', done: false }],
  [missingDone(), { text: WHOLE, ending: 'complete', finish: 'stop', done: false }],
  [errorInStream(0), { text: '', ending: 'complete', done: false, error: 'server_error' }],
  [errorInStream(1), { text: 'The', ending: 'complete', done: false, error: 'server_error' }],
  [overloadedInStream(), { text: '', ending: 'complete', done: false, error: 'overloaded_error' }],
  [errorInChunk(1), { text: 'The', ending: 'complete', finish: 'error', done: true, error: 'server_error' }],
  [emptyResponse(), { text: '', ending: 'complete', done: true }],
  [emptyBody(), { text: '', ending: 'complete', done: false }],
];

describe('a stream on the wire', () => {
  let server: FaultServer;
  beforeAll(async () => (server = await startFaultServer()));
  afterAll(() => server.stop());

  const ask = (extra: object = {}) =>
    readStream(`${server.baseUrl}/chat/completions`, { model: 'm', messages: [], stream: true, ...extra });

  it.each(TABLE)('%j: %j', async (behaviour, wire) => {
    server.always(behaviour);
    const answer = await ask();
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/event-stream; charset=utf-8' },
    });
    expect(describeWire(answer)).toEqual(wire);
  });

  it('malformedEvent breaks one event and leaves the others whole', async () => {
    server.always(malformedEvent(1));
    const { events, ending } = await ask();
    const broken = events.filter(({ data = '' }) => data !== '[DONE]' && !isJson(data));
    expect({ broken: broken.length, ending }).toEqual({ broken: 1, ending: 'complete' });
    expect(streamedText(events.filter((event) => !broken.includes(event)))).toBe(WHOLE);
  });

  it('keepAlives are comments, before anything else', async () => {
    server.always(keepAlives(1, 3));
    const { events } = await ask();
    expect(events.slice(0, 4).map(({ raw, data }) => [raw.slice(0, 12), data === undefined])).toEqual([
      [': keep-alive', true],
      [': keep-alive', true],
      [': keep-alive', true],
      ['data: {"id":', false],
    ]);
  });

  it('toolCalls send the name first, then the arguments in pieces', async () => {
    server.always(toolCalls([{ name: 'add', arguments: '{"a":1,"b":2}' }]));
    const calls = parse(await ask()).flatMap((event) => event.choices?.[0]?.delta?.tool_calls ?? []);
    expect(calls[0]).toMatchObject({ id: 'call_0', function: { name: 'add', arguments: '' } });
    expect(calls.map((one) => one.function.arguments).join('')).toBe('{"a":1,"b":2}');
  });

  it('usage comes only where it was asked for, in an event without choices', async () => {
    server.always(ok({ text: 'one two' }));
    const usage = { prompt_tokens: 12, completion_tokens: 2, total_tokens: 14 };
    const asked = parse(await ask({ stream_options: { include_usage: true } }));
    expect(asked.at(-1)).toMatchObject({ choices: [], usage });
    expect(parse(await ask()).filter((event) => event.usage)).toEqual([]);
  });
});

interface Chunk {
  readonly choices?: readonly {
    readonly finish_reason: string | null;
    readonly delta?: { readonly tool_calls?: readonly { function: { name?: string; arguments: string } }[] };
  }[];
  readonly usage?: object;
  readonly error?: { readonly type: string };
}

function describeWire(answer: StreamAnswer): Wire {
  const chunks = parse(answer);
  const finish = chunks.map((chunk) => chunk.choices?.[0]?.finish_reason).find((reason) => reason);
  const error = chunks.find((chunk) => chunk.error)?.error?.type;
  return {
    text: streamedText(answer.events),
    ending: answer.ending,
    done: answer.events.at(-1)?.data === '[DONE]',
    ...(finish && { finish }),
    ...(error && { error }),
  };
}

function parse({ events }: StreamAnswer): Chunk[] {
  return events.flatMap(({ data = '' }) => (isJson(data) ? [JSON.parse(data) as Chunk] : []));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
