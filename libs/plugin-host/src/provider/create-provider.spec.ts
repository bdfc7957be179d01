import type { Provider } from '@fairlead/plugin-sdk';
import { RecordedReply } from '../testing/recorded-reply.js';
import { chat, create, instanceOf, KEY } from '../testing/provider.js';

const there: Provider = { address: () => 'http://acme.test/v1/chat' };

describe('createProvider', () => {
  it('gives the plugin its options, typed and with their defaults', () => {
    const seen: unknown[] = [];
    const { problems } = create({ make: (config) => (seen.push(config), there) });
    expect(problems).toEqual([]);
    expect(seen).toMatchObject([{ apiKey: KEY, baseUrl: 'http://acme.test/v1' }]);
  });

  it('reports what is wrong with the options, by path', () => {
    const { instance, problems } = create({ make: () => there, config: { api_key: KEY, base_ur: 'x' } });
    expect(instance).toBeUndefined();
    expect(problems).toMatchObject([{ path: ['base_ur'], code: 'unknown_key' }]);
  });

  it.each<[string, () => unknown, RegExp]>([
    ['throws', () => fail(`no region for ${KEY}`), /could not create acme: no region for \[redacted\]/],
    ['throws what has no text', () => fail(Object.create(null)), /could not create acme/],
    ['returns nothing', () => undefined, /returned no address\(\)/],
    ['returns a promise', () => Promise.reject(new Error('late')), /not a promise/],
    ['returns no address', () => ({ authorize() {} }), /returned no address\(\)/],
    ['speaks nothing', () => ({ ...there, speaks: [] }), /speaks no dialect, and has no exchange\(\)/],
    [
      'speaks what nobody knows',
      () => ({ ...there, speaks: ['klingon'] }),
      /"klingon", which no loaded plugin/,
    ],
    [
      'speaks the form over a wire',
      () => ({ ...there, speaks: ['fairlead-form'] }),
      /"fairlead-form" without exchange\(\)/,
    ],
    ['returns something else as respond', () => ({ ...there, respond: 'yes' }), /respond is no function/],
  ])('makes a create() that %s one problem', (_name, make, message) => {
    const { instance, problems } = create({ make: make as () => Provider });
    expect(instance).toBeUndefined();
    expect(problems).toMatchObject([{ path: [], code: 'invalid' }]);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.message).not.toContain(KEY);
  });

  describe('without its secret', () => {
    it.each<[string, () => Provider]>([
      ['and a plugin that does not mind', () => there],
      ['and a plugin that trips over it', () => fail('apiKey is undefined')],
    ])('is unconfigured, and never called, %s', async (_name, make) => {
      const instance = instanceOf({ make, config: {} });
      expect(instance.unset).toEqual(['api_key']);
      const reply = new RecordedReply();
      instance.send(chat(), reply);
      await reply.heard('over');
      expect(reply.fault).toMatchObject({ faultClass: 'auth_invalid' });
      expect(reply.fault?.message).toContain('api_key is unset');
    });
  });
});

/** A plugin in plain JavaScript throws anything. */
function fail(reason: unknown): never {
  throw (typeof reason === 'string' ? new Error(reason) : reason) as Error;
}
