import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { REPOSITORY } from '../../support/build.js';

/** A plugin with one mistake, and the case of the kit that must not pass. */
export interface WrongPlugin {
  readonly mistake: string;
  readonly code: string;
  readonly caughtBy: string;
}

const SDK = pathToFileURL(join(REPOSITORY, 'libs/plugin-sdk/dist/index.js')).href;

/** A provider that is right, in the words that follow: `options`, `good`, `definition`. */
const PROVIDER = `import * as sdk from '${SDK}';
class Options { baseUrl = 'http://127.0.0.1:9/v1'; apiKey; }
sdk.Secret()(Options.prototype, 'apiKey');
sdk.IsUrl()(Options.prototype, 'baseUrl');
const good = (o) => sdk.openaiWire(o);
const definition = { config: sdk.configOf(Options), speaks: ['openai-chat'], create: good };
`;
const provider = (mistake: string): string =>
  `${PROVIDER}${mistake}\nexport default sdk.definePlugin({ name: 'wrong', providers: { wrong: definition } });\n`;

/** One that exchanges parts over a call of its own. \`tell\` may be told otherwise. */
const EXCHANGE = `${PROVIDER}
const usage = { kind: 'usage', usage: { tokens: { input: 3, output: 1 } } };
const finish = { kind: 'finish', choice: 0, finish: { reason: 'stop' } };
const ask = (o, signal) => fetch(o.baseUrl + '/ask', { method: 'POST', body: '{"model":"kit-model"}', signal, headers: { key: o.apiKey } });
async function check(reply) {
  if (!reply.ok) throw new sdk.Fault('server_error', 'refused', { status: reply.status });
}
const open = { kind: 'open', choice: 0, block: 0, part: { kind: 'text', text: '' } };
const say = (text) => ({ kind: 'delta', block: 0, text });
const make = (exchange) => (o) => ({ address: () => o.baseUrl, exchange: (c, call) => exchange(o, call) });
definition.speaks = [];
`;
const exchange = (body: string): string =>
  `${EXCHANGE}definition.create = make(async function* (o, { signal }) { ${body} });
export default sdk.definePlugin({ name: 'wrong', providers: { wrong: definition } });\n`;

const strategy = (create: string, before = ''): string => `import * as sdk from '${SDK}';
${before}
export default sdk.definePlugin({ name: 'wrong', strategies: { wrong: { options: sdk.noConfig, create: ${create} } } });\n`;

export const WRONG_PLUGINS: readonly WrongPlugin[] = [
  {
    mistake: 'address() gives no URL',
    caughtBy: 'provider.request',
    code: provider(`definition.create = (o) => ({ ...good(o), address: () => 'acme' });`),
  },
  {
    mistake: 'address() is somewhere else than its options say',
    caughtBy: 'provider.request',
    code: provider(
      `definition.create = (o) => ({ ...good(o), address: () => 'http://127.0.0.1:9/v1/chat' });`,
    ),
  },
  {
    mistake: 'authorize() forgets the key',
    caughtBy: 'provider.auth',
    code: provider(`definition.create = (o) => ({ ...good(o), authorize: undefined });`),
  },
  {
    mistake: 'authorize() writes a header that splits the request',
    caughtBy: 'provider.request',
    code: provider(
      `definition.create = (o) => ({ ...good(o), authorize: (h) => { h['x-a'] = 'b\\r\\nx-c: d'; } });`,
    ),
  },
  {
    mistake: 'authorize() throws the key',
    caughtBy: 'provider.request',
    code: provider(
      `definition.create = (o) => ({ ...good(o), authorize: () => { throw new Error('bad key ' + o.apiKey); } });`,
    ),
  },
  {
    mistake: 'create() is a promise',
    caughtBy: 'provider.request',
    code: provider(`definition.create = async (o) => good(o);`),
  },
  {
    mistake: 'create() throws',
    caughtBy: 'provider.request',
    code: provider(`definition.create = () => { throw new Error('not today'); };`),
  },
  {
    mistake: 'create() calls the vendor',
    caughtBy: 'provider.create',
    code: provider(
      `definition.create = (o) => { void fetch(o.baseUrl + '/hello').catch(() => {}); return good(o); };`,
    ),
  },
  {
    mistake: 'the probe costs tokens',
    caughtBy: 'provider.probe',
    code: provider(
      `definition.create = (o) => ({ ...good(o), probe: { method: 'POST', url: o.baseUrl + '/chat/completions' } });`,
    ),
  },
  {
    mistake: 'fault() takes a refused key for an overload',
    caughtBy: 'provider.fault.401',
    code: provider(`definition.create = (o) => ({ ...good(o), fault: () => 'overloaded' });`),
  },
  {
    mistake: 'any option is taken',
    caughtBy: 'provider.config.unknown',
    code: provider(
      `definition.config = { ...definition.config, parse: (input) => ({ ok: true, value: { baseUrl: input.base_url, apiKey: input.api_key }, unset: [] }) };`,
    ),
  },
  {
    mistake: 'patch.request() forgets the model',
    caughtBy: 'provider.structured',
    code: provider(
      `definition.create = (o) => ({ ...good(o), patch: { request: () => { throw new Error('no'); } } }); definition.speaks = ['anthropic-messages']; const wire = good; definition.create = (o) => ({ address: () => o.baseUrl + '/messages', authorize: (h) => { h['x-key'] = o.apiKey; }, patch: { request: () => ({}) } });`,
    ),
  },
  {
    mistake: 'exchange() never says end',
    caughtBy: 'provider.text',
    code: exchange(
      `await check(await ask(o, signal)); yield { kind: 'start' }; yield open; yield say('Aye.'); yield { kind: 'close', block: 0 }; yield usage; yield finish;`,
    ),
  },
  {
    mistake: 'exchange() gives parts out of order',
    caughtBy: 'provider.text',
    code: exchange(
      `await check(await ask(o, signal)); yield { kind: 'start' }; yield say('Aye.'); yield open; yield { kind: 'close', block: 0 }; yield usage; yield finish; yield { kind: 'end' };`,
    ),
  },
  {
    mistake: 'exchange() invents its usage',
    caughtBy: 'provider.text',
    code: exchange(
      `await check(await ask(o, signal)); yield { kind: 'start' }; yield open; yield say('Aye.'); yield { kind: 'close', block: 0 }; yield { kind: 'usage', usage: { tokens: { input: 999, output: 999 } } }; yield finish; yield { kind: 'end' };`,
    ),
  },
  {
    mistake: 'exchange() gives an answer whatever the vendor says',
    caughtBy: 'provider.fault.500',
    code: exchange(
      `await ask(o, signal); yield { kind: 'start' }; yield open; yield say('Aye.'); yield { kind: 'close', block: 0 }; yield usage; yield finish; yield { kind: 'end' };`,
    ),
  },
  {
    mistake: 'exchange() gives no parts',
    caughtBy: 'provider.text',
    code: `${EXCHANGE}definition.create = (o) => ({ address: () => o.baseUrl, exchange: () => 'Aye' });\nexport default sdk.definePlugin({ name: 'wrong', providers: { wrong: definition } });\n`,
  },
  {
    mistake: 'a strategy picks one that is not there',
    caughtBy: 'strategy.eligible',
    code: strategy(`() => ({ pick: (c) => ({ index: c.length }) })`),
  },
  {
    mistake: 'a strategy picks nothing that is a number',
    caughtBy: 'strategy.eligible',
    code: strategy(`() => ({ pick: () => ({ index: NaN }) })`),
  },
  {
    mistake: 'a strategy throws',
    caughtBy: 'strategy.eligible',
    code: strategy(`() => ({ pick: () => { throw new Error('no'); } })`),
  },
  {
    mistake: 'a strategy has chance of its own',
    caughtBy: 'strategy.pure',
    code: strategy(`() => ({ pick: (c) => ({ index: Math.floor(Math.random() * c.length) }) })`),
  },
  {
    mistake: 'a strategy has a clock of its own',
    caughtBy: 'strategy.pure',
    code: strategy(`() => ({ pick: (c) => ({ index: Date.now() % c.length }) })`),
  },
  {
    mistake: 'a strategy remembers across pools',
    caughtBy: 'strategy.deterministic',
    code: strategy(`() => ({ pick: (c) => ({ index: n++ % c.length }) })`, 'let n = 0;'),
  },
  {
    mistake: 'a strategy starves all but the first',
    caughtBy: 'strategy.no_starvation',
    code: strategy(`() => ({ pick: () => ({ index: 0 }) })`),
  },
  {
    mistake: 'a snapshot is no plain data',
    caughtBy: 'strategy.snapshot',
    code: strategy(
      `(_, { rng }) => ({ pick: (c) => ({ index: Math.floor(rng.float() * c.length) }), snapshot: () => new Map([['a', 1]]), restore() {} })`,
    ),
  },
  {
    mistake: 'restore() trips over an older version',
    caughtBy: 'strategy.restore',
    code: strategy(
      `(_, { rng }) => ({ pick: (c) => ({ index: Math.floor(rng.float() * c.length) }), snapshot: () => ({ n: { m: 1 } }), restore: (s) => void s.n.m })`,
    ),
  },
  {
    mistake: 'a pick compares everybody with everybody',
    caughtBy: 'strategy.cost',
    code: strategy(
      `(_, { rng }) => ({ pick(c) { for (const a of c) for (const b of c) void (a.weight < b.weight); return { index: Math.floor(rng.float() * c.length) }; } })`,
    ),
  },
];
