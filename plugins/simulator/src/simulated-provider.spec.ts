import type { Clock } from '@fairlead/plugin-sdk';
import plugin from './index.js';
import { LeapingClock } from './testing/leaping-clock.js';
import { read, send, simulator } from './testing/simulate.js';

const hello = { messages: [{ role: 'user', content: 'Ahoy' }] };
const { config } = plugin.providers!['simulator']!;

/** A clock whose timers never fire, and how many of them are still set. */
function stoppedClock(): Clock & { readonly waiting: () => number } {
  let set = 0;
  return {
    now: () => 0,
    wall: () => new Date(0),
    after: () => {
      set += 1;
      return () => void (set -= 1);
    },
    waiting: () => set,
  };
}

describe('a simulated provider', () => {
  it.each([
    [{}, ['openai-chat', 'openai-embeddings', 'openai-completions', 'openai-moderations']],
    [{ dialect: 'openai-responses' }, ['openai-responses', 'openai-embeddings']],
    [{ dialect: 'anthropic-messages' }, ['anthropic-messages', 'anthropic-count-tokens']],
    [{ dialect: 'gemini' }, ['gemini', 'gemini-count-tokens', 'gemini-embeddings']],
  ])('with %j speaks %j', (options, spoken) => {
    expect(simulator(options).speaks).toEqual(spoken);
    expect(plugin.providers!['simulator']!.speaks).toEqual(expect.arrayContaining(spoken));
  });

  it('has an address of its own', () => {
    expect(simulator().address('chat', 'swift', { dialect: 'openai-chat', stream: false })).toBe(
      'local://alpha/chat',
    );
  });

  it.each<[what: string, body: Record<string, unknown>, tookMs: number]>([
    ['a stream', { ...hello, stream: true }, 100 + 9 * 20],
    ['a whole reply', hello, 100 + 9 * 20],
    ['one token', { ...hello, max_tokens: 1 }, 100],
  ])('takes the configured time for %s', async (_what, body, tookMs) => {
    const clock = new LeapingClock();
    const startMs = clock.now();
    const options = { first_token: '100ms', tokens_per_second: 50, jitter: '0%', output_tokens: 10 };
    await read(await send(simulator(options), body, { clock }));
    expect(clock.now() - startMs).toBeCloseTo(tookMs, 6);
  });

  it('is off by no more than the jitter, and not always by the same', async () => {
    const provider = simulator({ first_token: '100ms', jitter: '20%' });
    const waits: number[] = [];
    for (let n = 0; n < 50; n++) {
      const clock = new LeapingClock();
      const startMs = clock.now();
      await send(provider, { input: 'rope' }, { dialect: 'openai-embeddings', clock });
      waits.push(clock.now() - startMs);
    }
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(80);
    expect(Math.max(...waits)).toBeLessThanOrEqual(120);
    expect(new Set(waits).size).toBeGreaterThan(40);
  });

  it.each([true, false])('ends at once when it is given up (stream: %j), its timer gone', async (stream) => {
    const clock = stoppedClock();
    const leaver = new AbortController();
    const answer = send(simulator(), { ...hello, stream }, { clock, signal: leaver.signal }).then(read);
    const outcome = answer.then(
      ({ error }) => error,
      (error: unknown) => error,
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(clock.waiting()).toBe(1);
    const reason = new Error('the caller left');
    leaver.abort(reason);
    expect(await outcome).toBe(reason);
    expect(clock.waiting()).toBe(0);
  });

  it('cuts its bytes as a network may, inside a letter', async () => {
    const reply = await send(simulator({ output_tokens: 200 }), { ...hello, stream: true });
    let insideALetter = 0;
    for await (const chunk of reply.body) if (chunk.at(-1)! >= 0xc0) insideALetter += 1;
    expect(insideALetter).toBeGreaterThan(0);
  });

  it('does not begin what is given up already', async () => {
    const reason = new Error('too late');
    await expect(send(simulator(), hello, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('refuses a body that is no JSON object', async () => {
    const request = {
      operation: 'chat',
      dialect: 'openai-chat',
      model: 'm',
      stream: false,
      headers: {},
    } as const;
    const call = { clock: new LeapingClock(), signal: new AbortController().signal };
    const reply = await simulator().respond!({ ...request, body: Buffer.from('{"a":') }, call);
    expect(reply.status).toBe(400);
    expect((await read(reply)).text).toContain('must be a JSON object');
  });

  it.each<[input: Record<string, unknown>, key: string, code: string]>([
    [{ dialect: 'esperanto' }, 'dialect', 'invalid'],
    [{ seed: 1.5 }, 'seed', 'invalid'],
    [{ first_token: 300 }, 'first_token', 'invalid'],
    [{ jitter: '120%' }, 'jitter', 'invalid'],
    [{ fail_rate: 0.2 }, 'fail_rate', 'invalid'],
    [{ fail_with: 'sink' }, 'fail_with', 'invalid'],
    [{ tokens_per_second: 0 }, 'tokens_per_second', 'invalid'],
    [{ output_tokens: 0 }, 'output_tokens', 'invalid'],
    [{ requests_per_minute: 0 }, 'requests_per_minute', 'invalid'],
    [{ script: 'all' }, 'script', 'invalid'],
    [{ first_tokens: '1s' }, 'first_tokens', 'unknown_key'],
  ])('%j is a problem of %s', (input, key, code) => {
    expect(config.parse(input)).toMatchObject({ ok: false, problems: [{ path: [key], code }] });
  });

  it('says which entry of the script is wrong', () => {
    expect(() => simulator({ script: [{ requests: 1 }] })).toThrow('script[0].fail_with must be one of');
  });
});
