import { isFault } from '@fairlead/plugin-sdk';
import { chunksOf, read, send, simulator } from './testing/simulate.js';
import { LeapingClock } from './testing/leaping-clock.js';

const hello = { messages: [{ role: 'user', content: 'Ahoy' }] };
const always = (failWith: string): Record<string, unknown> => ({ fail_rate: '100%', fail_with: failWith });

/** Ordinals of the first `count` requests that are not answered with 200. */
async function failing(options: Record<string, unknown>, count: number): Promise<number[]> {
  const provider = simulator(options);
  const failed: number[] = [];
  for (let ordinal = 1; ordinal <= count; ordinal++)
    if ((await send(provider, hello)).status !== 200) failed.push(ordinal);
  return failed;
}

describe('a simulated failure', () => {
  it.each([
    ['server_error', 500, { type: 'server_error' }],
    ['overloaded', 503, { type: 'overloaded_error' }],
    ['rate_limited', 429, { code: 'rate_limit_exceeded' }],
    ['bad_request', 400, { type: 'invalid_request_error' }],
  ])('%s is a %d', async (mode, status, error) => {
    const reply = await send(simulator(always(mode)), hello);
    expect(reply.status).toBe(status);
    expect(reply.headers).toMatchObject({
      'content-type': 'application/json',
      'x-fairlead-simulated': 'true',
    });
    expect(reply.headers['retry-after']).toBe(status === 429 ? '1' : undefined);
    expect(JSON.parse((await read(reply)).text)).toMatchObject({ error });
  });

  it.each([
    ['openai-responses', { input: 'Ahoy' }, 'overloaded', 503, 'overloaded_error'],
    ['anthropic-messages', { ...hello, max_tokens: 9 }, 'server_error', 500, 'api_error'],
    ['anthropic-messages', { ...hello, max_tokens: 9 }, 'overloaded', 529, 'overloaded_error'],
    ['anthropic-messages', { ...hello, max_tokens: 9 }, 'rate_limited', 429, 'rate_limit_error'],
    ['anthropic-messages', { ...hello, max_tokens: 9 }, 'bad_request', 400, 'invalid_request_error'],
  ])('of %s is in its own shape', async (dialect, body, mode, status, type) => {
    const reply = await send(simulator({ dialect, ...always(mode) }), body);
    expect(reply.status).toBe(status);
    expect(JSON.parse((await read(reply)).text)).toMatchObject({ error: { type } });
  });

  it('error_in_stream gives half of the messages and says what is wrong', async () => {
    const failing = simulator({ dialect: 'anthropic-messages', ...always('error_in_stream') });
    const { text, error } = await read(await send(failing, { ...hello, max_tokens: 99, stream: true }));
    expect(error).toBeUndefined();
    expect(text).not.toContain('message_stop');
    expect(text).toMatch(
      /event: error\ndata: \{"type":"error","error":\{"type":"overloaded_error"[^\n]*\n\n$/,
    );
  });

  it('cut_stream gives half of the stream and breaks', async () => {
    const whole = await read(await send(simulator(), { ...hello, stream: true }));
    const cut = await read(await send(simulator(always('cut_stream')), { ...hello, stream: true }));
    expect(isFault(cut.error) && cut.error.faultClass).toBe('stream_broken');
    expect(whole.text.startsWith(cut.text)).toBe(true);
    expect(chunksOf(cut.text).length).toBeGreaterThan(2);
    expect(cut.text).not.toContain('[DONE]');
  });

  it('cut_stream gives half of a whole reply and breaks', async () => {
    const { text, error } = await read(await send(simulator(always('cut_stream')), hello));
    expect(isFault(error) && error.faultClass).toBe('stream_broken');
    expect(text).toMatch(/^\{"id":/);
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  it('stall gives half of the stream and waits until it is given up', async () => {
    const leaver = new AbortController();
    const reply = await send(
      simulator(always('stall')),
      { ...hello, stream: true },
      { signal: leaver.signal },
    );
    const reason = new Error('the watchdog has had enough');
    let text = '';
    const reading = (async () => {
      for await (const chunk of reply.body) text += Buffer.from(chunk).toString();
    })();
    const [outcome] = await Promise.allSettled([
      reading,
      untilSilent(() => text).then(() => leaver.abort(reason)),
    ]);
    expect(outcome).toEqual({ status: 'rejected', reason });
    expect(chunksOf(text).length).toBeGreaterThan(2);
    expect(text).not.toContain('[DONE]');
  });

  it('comes as often as the rate says, and to the same requests for the same seed', async () => {
    const failed = await failing({ fail_rate: '20%' }, 500);
    expect(failed.length).toBeGreaterThan(70);
    expect(failed.length).toBeLessThan(130);
    expect(await failing({ fail_rate: '20%' }, 500)).toEqual(failed);
    expect(await failing({ fail_rate: '20%', seed: 2 }, 500)).not.toEqual(failed);
    expect(await failing({}, 50)).toEqual([]);
  });

  it('follows the script', async () => {
    const script = [
      { requests: '2-3', fail_with: 'overloaded' },
      { requests: 5, fail_with: 'server_error' },
    ];
    expect(await failing({ script }, 8)).toEqual([2, 3, 5]);
  });

  it('is a 429 when there are too many requests a minute, with what is left in every reply', async () => {
    const provider = simulator({ requests_per_minute: 2 });
    const clock = new LeapingClock();
    const stream = { ...hello, stream: true };
    const replies = [
      await send(provider, stream, { clock }),
      await send(provider, stream, { clock }),
      await send(provider, stream, { clock }),
    ];
    const seen = replies.map(({ status, headers }) => [status, headers['x-ratelimit-remaining-requests']]);
    expect(seen).toEqual([
      [200, '1'],
      [200, '0'],
      [429, '0'],
    ]);
    expect(replies[2]!.headers['retry-after']).toBe('30');
  });
});

/** Until a whole turn of the event loop has brought nothing new. */
async function untilSilent(textNow: () => string): Promise<void> {
  for (let before = ''; before !== textNow() || before === '';) {
    before = textNow();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
