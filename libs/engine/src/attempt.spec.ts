import { openAiChat, type ReplySink } from '@fairlead/dialects';
import { Fault, type Failure } from '@fairlead/plugin-sdk';
import { VirtualClock } from '@fairlead/simulation';
import type { AttemptEnd, AttemptSetting } from './attempt.js';
import { PassingLane } from './lanes/passing-lane.js';
import type { ProviderPort } from './ports.js';
import { StreamAttempt } from './stream-attempt.js';
import { UnaryAttempt } from './unary-attempt.js';

const MIB = 1024 * 1024;
const EVENT_STREAM = { 'content-type': 'text/event-stream' };
const JSON_TYPE = { 'content-type': 'application/json' };
const DONE = 'data: [DONE]\n\n';
const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const CONTENT = chunk({ content: 'A' });
const STOP = chunk({}, 'stop');
const KEYS_TOLD = { message: 'no sk-1', code: 'code sk-1', type: 'type sk-1' };

/** A provider's end of one call, played by hand. */
class Wire {
  readonly clock = new VirtualClock();
  readonly flow: string[] = [];
  readonly setting: AttemptSetting;
  end: AttemptEnd | undefined;
  sink!: ReplySink;

  constructor(classify: (failure: Failure) => 'auth_invalid' | undefined = () => undefined) {
    const provider: ProviderPort = {
      send: (_, sink) => {
        this.sink = sink;
        const note = (what: string) => () => void this.flow.push(what);
        return { pause: note('pause'), resume: note('resume'), abort: note('abort') };
      },
      classify,
      quota: () => [],
      redact: (text) => text.replaceAll('sk-1', '[key]'),
    };
    this.setting = {
      clock: this.clock,
      lane: new PassingLane(openAiChat, Buffer.from('{}'), { model: 'm', stream: true }),
      provider,
      targetId: 'p/m',
      request: {
        operation: 'chat',
        dialect: 'openai-chat',
        model: 'm',
        stream: true,
        body: Buffer.from('{}'),
        headers: {},
      },
      limits: { connectMs: 1000, firstTokenMs: 5000, idleMs: 3000, transportIdleMs: 10_000, totalAt: 60_000 },
      onFirstToken: () => {},
      onHeaders: () => {},
    };
  }

  begin(attempt: StreamAttempt | UnaryAttempt): void {
    void attempt.run().then((end) => (this.end = end));
    this.sink.onConnected();
  }

  data(text: string): void {
    this.sink.onData(Buffer.from(text));
  }

  async ended(): Promise<AttemptEnd | undefined> {
    await Promise.resolve();
    return this.end;
  }
}

function stream(status = 200, headers: Readonly<Record<string, string>> = EVENT_STREAM): StreamCall {
  const call = new StreamCall();
  call.begin(call.attempt);
  call.sink.onHeaders(status, headers);
  return call;
}

class StreamCall extends Wire {
  written = '';
  slow = false;
  drains: (() => void)[] = [];
  readonly attempt = new StreamAttempt(this.setting, {
    commit: () => {},
    write: (bytes) => {
      this.written += Buffer.from(bytes).toString();
      return !this.slow;
    },
    onDrain: (resume) => void this.drains.push(resume),
  });

  drain(): void {
    this.slow = false;
    for (const resume of this.drains.splice(0)) resume();
  }
}

describe('a stream', () => {
  it('is given the terminator that its provider forgot', async () => {
    const call = stream();
    call.data(CONTENT + STOP);
    call.sink.onEnd();
    expect(await call.ended()).toMatchObject({ kind: 'done', filtered: false });
    expect(call.written).toBe(CONTENT + STOP + DONE);
  });

  it.each<[string, (call: StreamCall) => void]>([
    ['its connection breaks', (call) => call.sink.onError(new Fault('stream_broken', 'reset'))],
    ['nothing follows', (call) => call.clock.advance(3001)],
  ])('is whole after its finish reason, when %s', async (_, breakOff) => {
    const call = stream();
    call.data(CONTENT + STOP);
    breakOff(call);
    expect(await call.ended()).toMatchObject({ kind: 'done' });
    expect(call.written).toBe(CONTENT + STOP + DONE);
  });

  it('is not whole before', async () => {
    const call = stream();
    call.data(CONTENT);
    call.sink.onError(new Fault('stream_broken', 'reset'));
    expect(await call.ended()).toMatchObject({ kind: 'failed', committed: true });
    expect(call.written).toBe(CONTENT);
  });

  it('passes on nothing that is not its protocol, and counts it', async () => {
    const call = stream();
    call.data(`${CONTENT}data: {"cho\n\n${STOP}${DONE}`);
    expect(await call.ended()).toMatchObject({ kind: 'done' });
    expect(call.written).toBe(CONTENT + STOP + DONE);
    expect(call.attempt.dropped).toBe(1);
  });

  it.each<[number, string[]]>([
    [1999, []],
    [2001, ['abort']],
  ])('leaves its provider 2 s to end after the terminator: at %d ms, %p', (endMs, flow) => {
    const call = stream();
    call.data(CONTENT + STOP + DONE);
    call.clock.after(endMs, () => call.sink.onEnd());
    call.clock.advance(10_000);
    expect(call.flow).toEqual(flow);
  });

  it.each<{ why: string; text: string; fault: string }>([
    { why: 'nothing at all', text: '', fault: 'empty_response' },
    { why: 'comments only', text: ': hello\n\n', fault: 'empty_response' },
    { why: 'a terminator and no content', text: DONE, fault: 'empty_response' },
    { why: 'events that are not JSON', text: 'data: <html>\n\n', fault: 'protocol_error' },
    {
      why: 'an error event',
      text: `data: ${JSON.stringify({ error: KEYS_TOLD })}\n\n`,
      fault: 'server_error',
    },
  ])('before content, $why: $fault', async ({ text, fault }) => {
    const call = stream();
    if (text !== '') call.data(text);
    call.sink.onEnd();
    expect(await call.ended()).toMatchObject({
      kind: 'failed',
      committed: false,
      fault: { faultClass: fault },
    });
    expect(call.written).toBe('');
    const told = call.end?.kind === 'failed' ? call.end.fault : undefined;
    expect(`${told?.message} ${JSON.stringify(told?.details)}`).not.toContain('sk-1');
  });

  it.each<[number, Readonly<Record<string, string>>, string, string]>([
    [200, JSON_TYPE, '{"error":{"message":"x","code":"insufficient_quota"}}', 'quota_exhausted'],
    [200, JSON_TYPE, '{"choices":[{"message":{"content":"A"}}]}', 'protocol_error'],
    [302, EVENT_STREAM, '', 'protocol_error'],
    [503, EVENT_STREAM, 'busy', 'overloaded'],
  ])('answered with %d and %p is read as a whole', async (status, headers, text, fault) => {
    const call = stream(status, headers);
    call.data(text);
    call.sink.onEnd();
    expect(await call.ended()).toMatchObject({ kind: 'failed', fault: { faultClass: fault } });
  });

  it.each<[string, number, string]>([
    ['an error page', 500, 'server_error'],
    ['comments before any content', 200, 'protocol_error'],
  ])('reads 1 MiB of %s and not a byte more', async (_, status, fault) => {
    const call = stream(status);
    call.data(`: ${'x'.repeat(MIB - 4)}\n\n`);
    expect(await call.ended()).toBeUndefined();
    call.data(': x\n\n');
    expect(await call.ended()).toMatchObject({ kind: 'failed', fault: { faultClass: fault } });
    expect(call.flow).toEqual(['abort']);
  });

  it('rests its limits while the caller is slow, also when a late piece still arrives', async () => {
    const call = stream();
    call.slow = true;
    call.data(CONTENT);
    call.clock.advance(1000);
    call.data(CONTENT);
    call.clock.advance(40_000);
    expect(await call.ended()).toBeUndefined();
    call.drain();
    expect(call.attempt.heldBackMs).toBe(41_000);
    expect(call.flow.at(-1)).toBe('resume');
    call.clock.advance(3000);
    expect(await call.ended()).toMatchObject({ fault: { faultClass: 'timeout_idle' }, committed: true });
  });

  it('is cancelled once, and silent afterwards', async () => {
    const call = stream();
    call.data(CONTENT);
    call.attempt.cancel();
    call.attempt.cancel();
    call.data(CONTENT);
    call.sink.onEnd();
    expect(await call.ended()).toMatchObject({ kind: 'cancelled', committed: true });
    expect([call.flow, call.written]).toEqual([['abort'], CONTENT]);
  });
});

describe('a reply', () => {
  function reply(status: number, wire = new Wire()): Wire {
    wire.begin(new UnaryAttempt(wire.setting));
    wire.sink.onHeaders(status, JSON_TYPE);
    return wire;
  }

  it.each<[number, string, string]>([
    [200, '{"choices":[{"message":{"content":""}}]}', 'empty_response'],
    [200, '<html>', 'protocol_error'],
    [200, '', 'empty_response'],
    [200, '{"error":{"code":"rate_limit_exceeded"}}', 'rate_limited'],
    [301, '', 'protocol_error'],
    [401, '{}', 'auth_invalid'],
    [500, '<html>', 'server_error'],
  ])('%d %p: %s', async (status, text, fault) => {
    const wire = reply(status);
    if (text !== '') wire.data(text);
    wire.sink.onEnd();
    expect(await wire.ended()).toMatchObject({
      kind: 'failed',
      committed: false,
      fault: { faultClass: fault },
    });
  });

  it('asks the plugin before the built-in table', async () => {
    const wire = reply(500, new Wire(({ message }) => (message === 'key' ? 'auth_invalid' : undefined)));
    wire.data('{"error":{"message":"key"}}');
    wire.sink.onEnd();
    expect(await wire.ended()).toMatchObject({ fault: { faultClass: 'auth_invalid' } });
  });

  it('reads 1 MiB of an error page and not a byte more', async () => {
    const wire = reply(500);
    wire.data('x'.repeat(MIB));
    expect(await wire.ended()).toBeUndefined();
    wire.data('x');
    expect(await wire.ended()).toMatchObject({ fault: { faultClass: 'server_error' } });
    expect(wire.flow).toEqual(['abort']);
  });
});
