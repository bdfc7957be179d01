import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { GoogleGenAI } from '@google/genai';
import {
  gemini,
  type Conversation,
  type EncodingContext,
  type Part,
  type StreamPart,
} from '@fairlead/dialects';
import { lendHttpDispatcher } from '../support/simulator-server-fetch.js';

const codec = gemini.codec!;
const context: EncodingContext = {
  seed: '0123456789abcdef0123456789abcdef',
  nowS: 1_700_000_000,
  conversation: { model: 'm', stream: true, messages: [] },
  request: {},
};

/** An answer of a provider of another dialect: a signed thought, two calls at once, and text. */
const PARTS: readonly Part[] = [
  { kind: 'reasoning', text: 'Let me see.', signature: { origin: 'anthropic-messages', value: 's1' } },
  { kind: 'reasoning', text: '', sealed: { origin: 'anthropic-messages', value: 's2' } },
  { kind: 'text', text: 'Looking: ü.' },
  { kind: 'tool_call', id: 'toolu_1', name: 'weather', input: '{"city":"Zürich"}' },
  { kind: 'tool_call', id: 'toolu_2', name: 'weather', input: '{"city":"Bern"}' },
];
const USAGE = { tokens: { input: 12, output: 9, reasoning: 4 } };

function streamOf(parts: readonly Part[]): StreamPart[] {
  const blocks = parts.flatMap((part, block): StreamPart[] => {
    if (part.kind === 'text' || part.kind === 'reasoning') {
      const { text: whole, ...rest } = part;
      const pieces = [whole.slice(0, 3), whole.slice(3)].filter((piece) => piece !== '');
      const signature = 'signature' in rest ? rest.signature : undefined;
      return [
        { kind: 'open', choice: 0, block, part: { ...part, text: '' } },
        ...pieces.map((piece): StreamPart => ({ kind: 'delta', block, text: piece })),
        ...(signature ? [{ kind: 'delta' as const, block, signature }] : []),
        { kind: 'close', block },
      ];
    }
    if (part.kind !== 'tool_call') return [];
    return [
      { kind: 'open', choice: 0, block, part: { ...part, input: '' } },
      { kind: 'delta', block, text: part.input },
      { kind: 'close', block },
    ];
  });
  return [
    { kind: 'start', id: 'msg_1', model: 'other' },
    ...blocks,
    { kind: 'finish', choice: 0, finish: { reason: 'tool_calls' } },
    { kind: 'usage', usage: USAGE },
    { kind: 'end' },
  ];
}

describe("the vendor's client library", () => {
  let server: Server;
  let client: GoogleGenAI;
  let seen: Conversation;
  let answer: (response: ServerResponse) => void;

  beforeAll(lendHttpDispatcher);

  beforeEach(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        const read = codec.decodeRequest(JSON.parse(body) as Record<string, unknown>, {
          model: 'm',
          stream: true,
        });
        if (read.ok) seen = read.value;
        answer(response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    client = new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl: `http://127.0.0.1:${port}` } });
  });

  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const sse = (...events: string[]) => {
    answer = (response) => response.setHeader('content-type', 'text/event-stream').end(events.join(''));
  };

  /** What the provider of the other dialect gets back of its own answer. */
  const expectHistory = () => {
    expect(seen.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool']);
    const [thought, sealed, ...rest] = seen.messages[1]!.parts;
    expect([thought, sealed]).toMatchObject(PARTS.slice(0, 2));
    expect(rest).toEqual(PARTS.slice(2));
    expect(seen.messages[2]!.parts).toMatchObject([
      { callId: 'toolu_1', content: [{ text: 'sunny' }] },
      { callId: 'toolu_2', content: [{ text: 'rain' }] },
    ]);
  };
  const results = [
    { functionResponse: { id: 'toolu_1', name: 'weather', response: { output: 'sunny' } } },
    { functionResponse: { id: 'toolu_2', name: 'weather', response: { output: 'rain' } } },
  ];

  it('reads a stream of another dialect, and returns it whole in the next turn', async () => {
    const encoder = codec.openEncoder(context);
    sse(...streamOf(PARTS).map((part) => encoder.write(part)));
    const chat = client.chats.create({ model: 'm' });
    const chunks = [];
    for await (const chunk of await chat.sendMessageStream({ message: 'Weather?' })) chunks.push(chunk);
    expect(chunks.flatMap(({ functionCalls }) => functionCalls ?? [])).toEqual([
      { id: 'toolu_1', name: 'weather', args: { city: 'Zürich' } },
      { id: 'toolu_2', name: 'weather', args: { city: 'Bern' } },
    ]);
    expect(chunks.at(-1)).toMatchObject({
      usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 5, thoughtsTokenCount: 4 },
      candidates: [{ finishReason: 'STOP' }],
    });
    for await (const chunk of await chat.sendMessageStream({ message: results })) chunks.push(chunk);
    expectHistory();
  });

  it('reads a whole answer of another dialect, and returns it in the next turn', async () => {
    const reply = {
      choices: [{ index: 0, parts: PARTS, finish: { reason: 'tool_calls' as const } }],
      usage: USAGE,
    };
    const body = JSON.stringify(codec.encodeReply(reply, context));
    answer = (response) => response.setHeader('content-type', 'application/json').end(body);
    const chat = client.chats.create({ model: 'm' });
    const response = await chat.sendMessage({ message: 'Weather?' });
    expect(response.functionCalls).toHaveLength(2);
    await chat.sendMessage({ message: results });
    expectHistory();
  });

  it('raises an error behind what was streamed', async () => {
    const encoder = codec.openEncoder(context);
    const begun = streamOf(PARTS.slice(2, 3))
      .slice(0, 3)
      .map((part) => encoder.write(part));
    sse(...begun, encoder.error({ status: 502, message: 'the provider broke off' }));
    const stream = await client.models.generateContentStream({ model: 'm', contents: 'Hi' });
    const words: (string | undefined)[] = [];
    const reading = (async () => {
      for await (const chunk of stream) words.push(chunk.text);
    })();
    await expect(reading).rejects.toThrow('the provider broke off');
    expect(words.join('')).toBe('Loo');
  });
});
