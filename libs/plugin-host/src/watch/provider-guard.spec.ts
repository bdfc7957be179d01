import { Fault, type Provider } from '@fairlead/plugin-sdk';
import { systemClock } from '../system-clock.js';
import { callMarks, MARKS } from './call-marks.js';
import { LocalPlugin } from './local-plugin.js';
import { unwatched } from './plugin-watch.js';

/** What the watch heard, and a provider behind its guard. */
function guarded(provider: Partial<Provider>): { provider: Provider; heard: string[]; plugin: LocalPlugin } {
  const heard: string[] = [];
  const plugin = new LocalPlugin('acme', {
    ...unwatched,
    failed: ({ call, message }) => void heard.push(`${call}: ${message}`),
    leftAlone: ({ provider: name, forMs }) => void heard.push(`${name} for ${forMs}`),
  });
  const guard = plugin.guard('main', systemClock, (text) => text.replaceAll('key', '[redacted]'));
  return { provider: guard.around(provider as Provider), heard, plugin };
}

const address = (provider: Provider): string =>
  provider.address('chat', 'm', { dialect: 'openai-chat', stream: false });

function thrownBy(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

/** The call under way, as another thread would see it. */
const underWay = (): unknown => callMarks.named(callMarks.shared[MARKS.call]!);

describe('a guarded provider', () => {
  it('is the plugin and the call by name while it runs, and nothing after', () => {
    const seen: unknown[] = [];
    const { provider } = guarded({
      address: () => (seen.push(underWay()), 'http://a'),
      patch: { request: (body) => (seen.push(underWay()), body) },
    });
    address(provider);
    provider.patch?.request?.({}, { dialect: 'openai-chat', stream: false });
    expect([...seen, underWay()]).toEqual([
      { plugin: 'acme', call: 'address' },
      { plugin: 'acme', call: 'patch' },
      undefined,
    ]);
  });

  it('may be a class with private parts', () => {
    class Acme {
      #url = 'http://private';
      address(): string {
        return this.#url;
      }
      get models(): { id: string }[] {
        return [{ id: this.#url }];
      }
    }
    const { provider } = guarded(new Acme());
    expect([address(provider), provider.models]).toEqual(['http://private', [{ id: 'http://private' }]]);
  });

  it('has no member that the plugin has not', () => {
    const { provider } = guarded({ address: () => '' });
    expect([provider.respond, provider.patch, provider.authorize]).toEqual([undefined, undefined, undefined]);
  });

  it('is left alone after five mistakes in a row, with the reason and no secret', () => {
    const { provider, heard, plugin } = guarded({
      address() {
        throw new TypeError('no key');
      },
    });
    for (let i = 0; i < 5; i++) expect(thrownBy(() => address(provider))).toBeInstanceOf(TypeError);
    const sixth = thrownBy(() => address(provider)) as Fault;
    expect([sixth.faultClass, sixth.message]).toEqual([
      'overloaded',
      expect.stringContaining('address() failed 5 times in a row, the last time with: no [redacted]'),
    ]);
    expect(heard).toEqual([...Array<string>(5).fill('address: no [redacted]'), 'main for 5000']);
    expect(plugin.status).toMatchObject({
      state: 'failing',
      reason: expect.stringContaining('main') as string,
    });
  });

  it.each<[string, Partial<Provider>, (provider: Provider) => unknown, string[]]>([
    [
      'a fault that the plugin chose',
      { address: () => raise(new Fault('unsupported_parameter', 'not served')) },
      address,
      [],
    ],
    [
      'a refinement that throws',
      { address: () => '', quota: () => raise(new Error('no')) },
      (provider) => provider.quota?.({}, systemClock),
      Array<string>(6).fill('quota: no'),
    ],
  ])('is not left alone for %s', (_, plugin, use, expected) => {
    const { provider, heard } = guarded(plugin);
    for (let i = 0; i < 6; i++) thrownBy(() => use(provider));
    expect([heard, thrownBy(() => use(provider))]).not.toContainEqual(
      expect.objectContaining({ faultClass: 'overloaded' }),
    );
    expect(heard.slice(0, 6)).toEqual(expected);
  });

  it('has a rejection of respond counted as a throw', async () => {
    const { provider, heard } = guarded({
      address: () => '',
      respond: () => Promise.reject(new Error('no engine')),
    });
    for (let i = 0; i < 5; i++)
      await Promise.resolve(provider.respond!({} as never, {} as never)).catch(() => {});
    expect(heard.at(-1)).toBe('main for 5000');
  });
});

describe('an exchange behind its guard', () => {
  async function* parts(...steps: (() => string)[]): AsyncGenerator<string> {
    for (const step of steps) yield step();
  }
  const read = async (provider: Provider): Promise<unknown[]> => {
    const seen: unknown[] = [];
    for await (const part of provider.exchange!({} as never, {} as never)) seen.push(part);
    return seen;
  };

  it('is marked at every step, and ends when its reader leaves', async () => {
    let left = false;
    async function* endless(): AsyncGenerator<unknown> {
      try {
        for (;;) yield underWay();
      } finally {
        left = true;
      }
    }
    const { provider } = guarded({ address: () => '', exchange: endless as never });
    for await (const part of provider.exchange!({} as never, {} as never)) {
      expect(part).toEqual({ plugin: 'acme', call: 'exchange' });
      break;
    }
    expect(left).toBe(true);
  });

  it('is left alone when it breaks off by its own mistake five times in a row', async () => {
    const broken = (): unknown =>
      parts(
        () => 'one',
        () => raise(new Error('no')),
      );
    const { provider, heard } = guarded({ address: () => '', exchange: broken as never });
    for (let i = 0; i < 5; i++) await expect(read(provider)).rejects.toThrow('no');
    expect(heard.at(-1)).toBe('main for 5000');
    expect(thrownBy(() => provider.exchange!({} as never, {} as never))).toMatchObject({
      faultClass: 'overloaded',
    });
  });
});

function raise(error: Error): never {
  throw error;
}
