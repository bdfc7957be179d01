import { jest } from '@jest/globals';
import { connect } from 'node:net';
import { checkPlugin } from '@fairlead/plugin-kit';
import type { FairleadPlugin } from '@fairlead/plugin-sdk';
import { fetched } from './exchanges.js';
import { acme, sayer, SAYINGS, sayingDecoder, type AcmeConfig } from './good-provider.js';

const parseAll = (input: unknown) => ({ ok: true as const, value: input as AcmeConfig, unset: [] });

function blocking(): object {
  const untilMs = performance.now() + 120;
  while (performance.now() < untilMs);
  return {};
}

const exchanging = (heedsSignal: boolean, hoards: boolean): FairleadPlugin =>
  sayer(
    {},
    (config) => ({
      exchange: (_conversation, call) => fetched(config, call, { heedsSignal, hoards }),
    }),
    [],
  );

/** Ends with the first piece. */
const hasty = () => {
  const decoder = sayingDecoder();
  return {
    read: ({ data, json }: Parameters<typeof decoder.read>[0]) =>
      decoder.read({ data, json: { ...json, over: true, tokens: 3 } }),
  };
};

/** What is wrong, the case that must find it, and what it must say. */
const WRONG: readonly (readonly [what: string, plugin: FairleadPlugin, code: string, why: RegExp])[] = [
  ['takes any option', acme(undefined, { parse: parseAll }), 'config.unknown', /unknown option passed/],
  ['takes any value', acme(undefined, { parse: parseAll }), 'config.wrong', /took a map/],
  ['needs nothing', acme(undefined, { parse: parseAll }), 'config.missing', /without "base_url"/],
  [
    'connects in create',
    acme(({ base_url }) => {
      const socket = connect(Number(new URL(base_url).port), '127.0.0.1');
      socket.on('error', () => undefined).unref();
      return {};
    }),
    'create',
    /what it started: expected \[\], was \["a socket"/,
  ],
  ['blocks in create', acme(blocking), 'create.quick', /nobody else could do anything/],
  ['never stops', acme(() => ({ stop: () => new Promise<void>(() => undefined) })), 'stop', /was not done/],
  [
    'probes with a question',
    acme(({ base_url }) => ({ probe: { method: 'POST' as 'GET', url: `${base_url}/chat/completions` } })),
    'probe',
    /it is a POST/,
  ],
  [
    'leaves the address that was given',
    acme(({ base_url }) => ({ address: () => `${new URL(base_url).origin}/elsewhere` })),
    'request',
    /not below/,
  ],
  [
    'forgets the model',
    acme(() => ({ patch: { request: ({ model: _, ...body }) => body } })),
    'request',
    /from anthropic-messages to openai-chat: neither URL nor body names the model/,
  ],
  ['sends no key', acme(() => ({ authorize: () => undefined })), 'auth', /in no header/],
  [
    'writes the key into the body',
    acme(({ api_key }) => ({ patch: { request: (body) => ({ ...body, api_key }) } })),
    'auth',
    /stands in the body/,
  ],
  [
    'has no address for embeddings',
    acme(({ base_url }) => ({ address: (operation) => (operation === 'chat' ? base_url : '') })),
    'operation.embeddings',
    /nothing was sent/,
  ],
  [
    'calls every fault its own fault',
    acme(() => ({ fault: () => 'bad_request' })),
    'fault.503',
    /bad_request/,
  ],
  ['does not know its words', acme(() => ({ fault: () => 'server_error' })), 'fault.words', /context_length/],
  ['has no codes', sayer({}, () => ({ fault: () => undefined })), 'fault.own', /busy: expected "overloaded"/],
  [
    'sees limits everywhere',
    acme(() => ({ quota: () => [{ dimension: 'requests', limit: 1, remaining: 1, resetInMs: 0 }] })),
    'quota.nonsense',
    /was taken for a reading/,
  ],
  ['ends too early', sayer({ openDecoder: hasty }), 'text.stream', /text: expected "Aye, aye."/],
  ['ends when its stream does', sayer({ openDecoder: hasty }), 'stream.cut', /counts as a success/],
  [
    'invents tokens',
    sayer({
      decodeReply: ({ say }) => ({
        choices: [{ index: 0, parts: [{ kind: 'text', text: String(say) }], finish: { reason: 'stop' } }],
        usage: { tokens: { input: 0, output: 0 } },
      }),
    }),
    'usage.none',
    /tokens: expected {}/,
  ],
  ['goes on when nobody listens', exchanging(false, true), 'cancel', /the vendor saw it after/],
  ['hoards', exchanging(true, true), 'back_pressure', /were taken from the vendor/],
  [
    'prints its key',
    acme(({ api_key }) => ({
      authorize(headers) {
        process.stderr.write(`calling with ${api_key}`);
        headers['authorization'] = `Bearer ${api_key}`;
      },
    })),
    'secrets.output',
    /was printed/,
  ],
];

const resultOf = async (plugin: FairleadPlugin, code: string) => {
  const { subjects } = await checkPlugin(plugin, { only: code, fixtures: SAYINGS });
  return subjects.flatMap(({ cases }) => cases).find((each) => each.code === code);
};

beforeEach(() => void jest.spyOn(process.stderr, 'write').mockReturnValue(true));
afterEach(() => jest.restoreAllMocks());

describe('of a provider that is right, the kit says so', () => {
  it.each([
    ['in a dialect of the gateway', acme(), {}],
    ['in a dialect of its own', sayer(), SAYINGS],
    ['by an exchange of its own', exchanging(true, false), SAYINGS],
  ])(
    '%s',
    async (_how, plugin, fixtures) => {
      const { subjects, passed, problems } = await checkPlugin(plugin, { fixtures });
      const failed = subjects.flatMap(({ cases }) => cases).filter(({ outcome }) => outcome === 'failed');
      expect(problems).toEqual([]);
      expect(failed).toEqual([]);
      expect(passed).toBe(true);
    },
    60_000,
  );
});

describe('the kit catches a provider that', () => {
  it.each(WRONG)(
    '%s',
    async (_what, plugin, code, why) => {
      const result = await resultOf(plugin, `provider.${code}`);
      expect(result).toMatchObject({ outcome: 'failed', why: expect.stringMatching(why) as string });
    },
    60_000,
  );
});
