import type { Conversation, StreamPart } from '@fairlead/plugin-sdk';
import { BedrockConfig } from './bedrock-config.js';
import { converse, converseUrl, type ConverseCall } from './converse.js';
import {
  ACCESS_KEY_ID,
  event,
  exception,
  exceptionEvent,
  SECRET_ACCESS_KEY,
  startBedrock,
  type BedrockAnswer,
  type BedrockServer,
} from './testing/index.js';

let server: BedrockServer;
let answer: BedrockAnswer;
beforeAll(async () => void (server = await startBedrock(() => answer)));
afterAll(() => server.stop());

const conversation: Conversation = {
  model: 'm',
  stream: true,
  messages: [{ role: 'user', parts: [{ kind: 'text', text: 'Grüße' }] }],
};
const ANSWER = [
  event('messageStart', { role: 'assistant' }),
  event('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Ahoy ⚓' } }),
  event('contentBlockStop', { contentBlockIndex: 0 }),
  event('messageStop', { stopReason: 'end_turn' }),
  event('metadata', { usage: { inputTokens: 3, outputTokens: 4 } }),
];

function ask(
  change: Partial<Conversation> = {},
  config: Partial<BedrockConfig> = {},
  call: Partial<ConverseCall> = {},
) {
  const known = { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET_ACCESS_KEY, awsRegion: 'eu-west-1' };
  const options = Object.assign(new BedrockConfig(), known, { baseUrl: server.url }, config);
  const clock = { wall: () => new Date() };
  const { signal } = new AbortController();
  return converse(
    options,
    { ...conversation, ...change },
    { model: 'acme.large-v1:0', signal, clock, ...call },
  );
}

async function read(parts: AsyncIterable<StreamPart>): Promise<{ kinds: string; text: string }> {
  const kinds: string[] = [];
  let text = '';
  for await (const part of parts) {
    kinds.push(part.kind);
    if (part.kind === 'delta') text += part.text ?? '';
  }
  return { kinds: kinds.join(' '), text };
}

it('streams, byte by byte, from a model whose name has a colon', async () => {
  answer = { chunks: Array.from(Buffer.concat(ANSWER), (byte) => Uint8Array.of(byte)) };
  const parts = await read(ask());
  expect(parts).toEqual({ kinds: 'start open delta close finish usage end', text: 'Ahoy ⚓' });
  expect(server.requests.at(-1)).toMatchObject({ model: 'acme.large-v1:0', stream: true });
});

it('asks for the whole answer where the caller does', async () => {
  const usage = { inputTokens: 3, outputTokens: 4 };
  answer = { json: { output: { message: { content: [{ text: 'Ahoy' }] } }, stopReason: 'end_turn', usage } };
  const parts = await read(ask({ stream: false }, { sessionToken: 'temporary' }));
  expect(parts).toEqual({ kinds: 'start open delta close finish usage end', text: 'Ahoy' });
  expect(server.requests.at(-1)).toMatchObject({
    stream: false,
    headers: { 'x-amz-security-token': 'temporary' },
  });
});

it('asks its region, where no other address is given', () => {
  const config = Object.assign(new BedrockConfig(), { awsRegion: 'eu-west-1' });
  const model = 'arn:aws:bedrock:eu-west-1:1:inference-profile/eu.acme';
  expect(converseUrl(config, model, false)).toBe(
    'https://bedrock-runtime.eu-west-1.amazonaws.com/model/' +
      'arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Ainference-profile%2Feu.acme/converse',
  );
});

it.each<[string, BedrockAnswer, object]>([
  [
    'a refusal',
    { status: 429, ...exception('ThrottlingException', 'Slow down') },
    { faultClass: 'rate_limited', details: { status: 429, code: 'ThrottlingException', said: 'Slow down' } },
  ],
  [
    'a refusal with a time to wait',
    { status: 503, headers: { 'retry-after': '2' }, json: { __type: 'ServiceUnavailableException' } },
    { faultClass: 'overloaded', details: { retryAfterMs: 2000 } },
  ],
  [
    'an exception behind the first words',
    { chunks: [...ANSWER.slice(0, 2), exceptionEvent('modelStreamErrorException', 'Oh')] },
    { faultClass: 'server_error', details: { code: 'modelStreamErrorException', said: 'Oh' } },
  ],
  [
    'an answer that stops between two events',
    { chunks: ANSWER.slice(0, 2) },
    { faultClass: 'stream_broken' },
  ],
  [
    'an answer that stops within an event',
    { chunks: [ANSWER[0]!.subarray(0, 20)] },
    { faultClass: 'stream_broken' },
  ],
  [
    'a redirect',
    { status: 307, headers: { location: 'http://127.0.0.1:1/' }, json: {} },
    { faultClass: 'connect_error' },
  ],
])('%s is a fault', async (_what, given, fault) => {
  answer = given;
  await expect(read(ask())).rejects.toMatchObject(fault);
});

it('a connection that dies is an error', async () => {
  answer = { chunks: ANSWER.slice(0, 2), cut: true };
  await expect(read(ask())).rejects.toThrow('terminated');
});

it('a wrong key is told apart from a request that is wrong', async () => {
  await expect(read(ask({}, { secretAccessKey: 'other' }))).rejects.toMatchObject({
    faultClass: 'auth_invalid',
  });
});

it('nobody there', async () => {
  await expect(read(ask({}, { baseUrl: 'http://127.0.0.1:9' }))).rejects.toMatchObject({
    faultClass: 'connect_error',
  });
});

it('an abort ends the request at once', async () => {
  const abort = new AbortController();
  answer = { chunks: endless() };
  const parts = ask({}, {}, { signal: abort.signal })[Symbol.asyncIterator]();
  await parts.next();
  abort.abort();
  await expect(read({ [Symbol.asyncIterator]: () => parts })).rejects.toMatchObject({ name: 'AbortError' });
});

function* endless(): Generator<Uint8Array> {
  yield ANSWER[0]!;
  for (let n = 0; n < 10_000; n++)
    yield event('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'more ' } });
}
