import { setImmediate as turn } from 'node:timers/promises';
import { Fault, type FaultClass, type Provider } from '@fairlead/plugin-sdk';
import { chat, instanceOf, KEY } from '../testing/provider.js';
import { RecordedReply } from '../testing/recorded-reply.js';
import type { ReplyFlow } from '@fairlead/dialects';

type Respond = NonNullable<Provider['respond']>;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function send(respond: Respond): { reply: RecordedReply; flow: ReplyFlow } {
  const reply = new RecordedReply();
  const make = (): Provider => ({ address: () => 'local://acme', respond });
  return { reply, flow: instanceOf({ make }).send(chat(), reply) };
}

function replyOf(body: () => AsyncGenerator<Uint8Array>): Respond {
  return async () => ({ status: 200, headers: { 'Content-Type': 'x' }, body: body() });
}

describe('a provider in this process', () => {
  it('answers as a server would, after send has returned', async () => {
    const { reply } = send(
      replyOf(async function* () {
        yield bytes('one ');
        yield bytes('two');
      }),
    );
    expect(reply.events).toEqual([]);
    await reply.heard('over');
    expect(reply.events).toEqual(['connected', 'headers', 'data', 'end']);
    expect([reply.status, reply.headers, reply.text]).toEqual([200, { 'content-type': 'x' }, 'one two']);
  });

  const silence = async function* (): AsyncGenerator<Uint8Array> {};
  it.each<[string, () => unknown, FaultClass, RegExp]>([
    ['throws', () => boom(), 'protocol_error', /cannot use \[redacted\]/],
    ['rejects', () => Promise.reject(new Error('no')), 'protocol_error', /no/],
    ['throws a fault', () => raise(new Fault('overloaded', 'busy')), 'overloaded', /^busy$/],
    ['returns nothing', () => undefined, 'protocol_error', /not a status/],
    [
      'has a status out of range',
      () => ({ status: 1, headers: {}, body: silence() }),
      'protocol_error',
      /status/,
    ],
    ['has no headers', () => ({ status: 200, body: silence() }), 'protocol_error', /not headers/],
    ['has no body', () => ({ status: 200, headers: {} }), 'protocol_error', /async iterable/],
    ['yields text', () => ({ status: 200, headers: {}, body: texts() }), 'protocol_error', /not bytes/],
    [
      'breaks off',
      () => ({ status: 200, headers: {}, body: broken() }),
      'stream_broken',
      /cannot use \[redacted\]/,
    ],
  ])('ends the attempt when respond() %s', async (_name, respond, faultClass, message) => {
    const { reply } = send(respond as Respond);
    await reply.heard('over');
    expect(reply.fault).toMatchObject({ faultClass });
    expect(reply.fault?.message).toMatch(message);
    expect(reply.fault?.message).not.toContain(KEY);
  });

  it('is pulled only as fast as the sink takes it', async () => {
    let pulled = 0;
    const { reply, flow } = send(
      replyOf(async function* () {
        while (pulled < 10) yield bytes(String(pulled++));
      }),
    );
    flow.pause();
    for (let i = 0; i < 20; i++) await turn();
    expect([reply.events, pulled]).toEqual([['connected', 'headers'], 0]);
    const hear = reply.onData.bind(reply);
    reply.onData = (chunk) => {
      hear(chunk);
      flow.pause();
    };
    // Opened and shut again at once: nothing may slip through but one chunk for each opening.
    flow.resume();
    for (let i = 0; i < 20; i++) await turn();
    expect(reply.text).toBe('0');
    flow.resume();
    flow.pause();
    for (let i = 0; i < 20; i++) await turn();
    expect(reply.text).toBe('0');
    reply.onData = hear;
    flow.resume();
    await reply.heard('over');
    expect(reply.text).toBe('0123456789');
  });

  it('is told of an abort, and is not heard after it', async () => {
    let aborted = false;
    let finished = false;
    const { reply, flow } = send(async (_request, { signal }) => {
      signal.addEventListener('abort', () => (aborted = true));
      return { status: 200, headers: {}, body: body() };
    });
    async function* body(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield bytes('x');
      } finally {
        finished = true;
      }
    }
    await reply.heard('data');
    flow.abort();
    const heard = reply.bytes;
    while (!finished) await turn();
    expect([aborted, reply.bytes, reply.events]).toEqual([true, heard, ['connected', 'headers', 'data']]);
  });

  it('lets timers run though its next chunk is always ready', async () => {
    const { reply, flow } = send(
      replyOf(async function* () {
        for (let i = 0; i < 1_000_000; i++) yield bytes('x');
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    flow.abort();
    expect(reply.events).toEqual(['connected', 'headers', 'data']);
  });
});

async function* texts(): AsyncGenerator<string> {
  yield 'text';
}

async function* broken(): AsyncGenerator<Uint8Array> {
  yield bytes('half');
  boom();
}

function boom(): never {
  throw new Error(`cannot use ${KEY}`);
}

function raise(fault: Fault): never {
  throw fault;
}
