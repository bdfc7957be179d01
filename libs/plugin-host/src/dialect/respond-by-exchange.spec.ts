import { setImmediate as turn } from 'node:timers/promises';
import { Fault, type FaultClass, type Provider, type StreamPart } from '@fairlead/plugin-sdk';
import type { ReplyFlow } from '@fairlead/dialects';
import { asked, partsIn, replyOf, saying } from '../testing/form.js';
import { signal } from '../testing/loopback.js';
import { instanceOf, KEY } from '../testing/provider.js';
import { RecordedReply } from '../testing/recorded-reply.js';

type Exchange = NonNullable<Provider['exchange']>;

function send(
  exchange: Exchange,
  stream: boolean,
  change: Partial<Provider> = {},
): { reply: RecordedReply; flow: ReplyFlow } {
  const reply = new RecordedReply();
  const make = (): Provider => ({ address: () => 'local://acme', speaks: [], exchange, ...change });
  return { reply, flow: instanceOf({ make }).send(asked({ stream }), reply) };
}

async function* each(parts: Iterable<StreamPart>): AsyncGenerator<StreamPart> {
  yield* parts;
}

describe('a provider that exchanges parts', () => {
  it('is a stream of them for a caller that wants one', async () => {
    const { reply } = send(() => each(saying('one ', 'two')), true);
    await reply.heard('over');
    expect(reply.events).toEqual(['connected', 'headers', 'data', 'end']);
    expect(reply.headers['content-type']).toMatch('text/event-stream');
    expect(partsIn(reply.text)).toEqual(saying('one ', 'two'));
  });

  it('is one reply for a caller that waits', async () => {
    const { reply } = send(() => each(saying('one ', 'two')), false);
    await reply.heard('over');
    expect([reply.status, reply.headers['content-type']]).toEqual([200, 'application/json']);
    expect(JSON.parse(reply.text)).toEqual(replyOf('one two', 2));
  });

  it('is given the conversation, its model and the headers that go along', async () => {
    const seen: unknown[] = [];
    const exchange: Exchange = (conversation, { model, headers }) => {
      seen.push(conversation.messages[0]?.parts, conversation.stream, model, headers);
      return each(saying('x'));
    };
    const reply = new RecordedReply();
    const make = (): Provider => ({ address: () => 'local://acme', speaks: [], exchange });
    const request = { ...asked({ stream: true }), headers: { traceparent: 't' } };
    instanceOf({ make }).send(request, reply);
    await reply.heard('over');
    expect(seen).toEqual([[{ kind: 'text', text: 'Ahoy' }], true, 'm', { traceparent: 't' }]);
  });

  it('is not corrected by a patch, which is for bodies in a dialect', async () => {
    const patched: string[] = [];
    const request = (body: Record<string, unknown>, call: { dialect: string }): Record<string, unknown> => (
      patched.push(call.dialect),
      body
    );
    const reply = new RecordedReply();
    const exchange: Exchange = () => each(saying('x'));
    const make = (): Provider => ({
      address: () => 'local://acme',
      speaks: [],
      exchange,
      patch: { request },
    });
    instanceOf({ make }).send({ ...asked(), draft: {} }, reply);
    await reply.heard('over');
    expect([reply.fault, patched]).toEqual([undefined, []]);
  });

  const [start, open, delta, close, , finish, end] = saying('x') as [StreamPart, ...StreamPart[]];
  const afterTwo = async function* (error: unknown): AsyncGenerator<StreamPart> {
    yield start;
    yield open!;
    throw error;
  };
  it.each<[string, Exchange, FaultClass, RegExp]>([
    ['throws at once', () => raise(new Error(`no ${KEY}`)), 'protocol_error', /no \[redacted\]/],
    ['throws first', () => each(raising(new Fault('overloaded', KEY))), 'overloaded', /^\[redacted\]$/],
    ['throws later', () => afterTwo(new Error(`no ${KEY}`)), 'stream_broken', /no \[redacted\]/],
    ['refuses later', () => afterTwo(new Fault('rate_limited', 'slow')), 'rate_limited', /slow/],
    ['gives no parts', () => ({}) as AsyncIterable<StreamPart>, 'protocol_error', /no async iterable/],
    ['begins in the middle', () => each([open!, close!]), 'protocol_error', /"open" before "start"/],
    ['is out of order', () => each([start, delta!]), 'protocol_error', /"delta" of block 0/],
    ['does not stop', () => each([...saying('x'), finish!]), 'protocol_error', /"finish" after "end"/],
    ['leaves a block open', () => each([start, open!, end!]), 'protocol_error', /while blocks are open/],
  ])('that %s has failed', async (_how, exchange, faultClass, message) => {
    for (const stream of [true, false]) {
      const { reply } = send(exchange, stream);
      await reply.heard('over');
      expect(reply.fault).toMatchObject({ faultClass });
      expect(reply.fault?.message).toMatch(message);
      expect(reply.text).not.toContain(KEY);
    }
  });

  it('is pulled no faster than its parts are taken', async () => {
    let pulled = 0;
    const exchange: Exchange = async function* () {
      for (const part of saying(...Array.from({ length: 500 }, () => 'x'))) {
        pulled++;
        yield part;
      }
    };
    const { reply, flow } = send(exchange, true);
    await reply.heard('data');
    flow.pause();
    await turn();
    const held = pulled;
    for (let i = 0; i < 20; i++) await turn();
    expect([pulled - held, pulled < 500]).toEqual([0, true]);
    flow.resume();
    await reply.heard('over');
    expect(pulled).toBe(506);
  });

  it.each<[string, number]>([
    ['while held back', -1],
    ['before its first part', 0],
    ['at its first part', 1],
    ['in the middle', 4],
  ])('is told and let go of when the caller leaves %s', async (_when, after) => {
    const { given, give: told } = signal();
    let stopped = false;
    const exchange: Exchange = async function* (_conversation, call) {
      try {
        call.signal.addEventListener('abort', () => told());
        if (after === 0) await given;
        for (const part of saying(...Array.from({ length: 1000 }, () => 'x'))) yield part;
      } finally {
        stopped = true;
      }
    };
    const { reply, flow } = send(exchange, true);
    if (after < 0) flow.pause();
    await turn();
    if (after > 0) await reply.heard('data');
    if (after > 1) await turn();
    flow.abort();
    await given;
    for (let i = 0; i < 5; i++) await turn();
    expect([stopped, reply.events.includes('end')]).toEqual([true, false]);
  });
});

function raise(error: unknown): never {
  throw error;
}

function* raising(error: unknown): Generator<StreamPart> {
  yield* [];
  throw error;
}
