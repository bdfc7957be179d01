import {
  anthropicMessages,
  gemini,
  openAiChat,
  openAiResponses,
  type Conversation,
  type Dialect,
  type EncodingContext,
  type JsonObject,
  type Reply,
} from '@fairlead/dialects';

const DIALECTS: readonly Dialect[] = [openAiChat, openAiResponses, anthropicMessages, gemini];
const CALL = { model: 'm', stream: false };

const CONVERSATION: Conversation = {
  model: 'm',
  stream: false,
  messages: [
    { role: 'system', parts: [{ kind: 'text', text: 'be brief' }] },
    { role: 'user', parts: [{ kind: 'text', text: 'Ahoy' }] },
    {
      role: 'assistant',
      parts: [{ kind: 'tool_call', id: 'call_1', name: 'sail', input: '{"knots":7}' }],
    },
    {
      role: 'tool',
      parts: [{ kind: 'tool_result', callId: 'call_1', content: [{ kind: 'text', text: 'sailing' }] }],
    },
  ],
  tools: [
    {
      kind: 'function',
      name: 'sail',
      schema: { type: 'object', properties: { knots: { type: 'number' } } },
    },
  ],
  maxOutputTokens: 10,
  metadata: { who: 'me' },
};
const REPLY: Reply = {
  id: 'r1',
  model: 'm',
  choices: [
    {
      index: 0,
      parts: [
        { kind: 'text', text: 'Aye' },
        { kind: 'tool_call', id: 'call_1', name: 'sail', input: '{"knots":7}' },
      ],
      finish: { reason: 'tool_calls' },
    },
  ],
  usage: { tokens: { input: 3, output: 2 } },
};
const CONTEXT: EncodingContext = {
  seed: '0123456789abcdef0123456789abcdef',
  nowS: 1_700_000_000,
  conversation: CONVERSATION,
  request: {},
};

const POISON = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}';

/** The same JSON with the poison as the first keys of every object. */
function poisoned(value: JsonObject): JsonObject {
  const text = JSON.stringify(value)
    .replaceAll('{}', `{${POISON}}`)
    .replaceAll(/\{(?=")/g, `{${POISON},`);
  return JSON.parse(text) as JsonObject;
}

/** Every object in it that is no plain one any more: its prototype was replaced, or is not what it was. */
function changed(value: unknown, path = '$'): string[] {
  if ('polluted' in {}) return ['Object.prototype'];
  if (typeof value !== 'object' || value === null) return [];
  const plain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  const inner = Object.entries(value).flatMap(([key, each]) => changed(each, `${path}.${key}`));
  return plain ? inner : [path, ...inner];
}

describe.each(DIALECTS.map((dialect) => [dialect.name, dialect] as const))('poisoned %s', (_, from) => {
  const codec = from.codec!;

  it.each(DIALECTS.map((dialect) => [dialect.name, dialect] as const))(
    'requests, for %s, reach no prototype',
    (_name, to) => {
      const body = poisoned(codec.encodeRequest(CONVERSATION, 'm'));
      expect(JSON.stringify(body)).toContain('"polluted"');
      const decoded = codec.decodeRequest(body, CALL);
      if (!decoded.ok) throw new Error(decoded.message);
      expect(decoded.value.messages.length).toBeGreaterThan(2);
      expect(changed(decoded.value)).toEqual([]);
      expect(changed(to.codec!.encodeRequest(decoded.value, 'm'))).toEqual([]);
    },
  );

  it.each(DIALECTS.map((dialect) => [dialect.name, dialect] as const))(
    'replies, for %s, reach no prototype',
    (_name, to) => {
      const decoded = codec.decodeReply(poisoned(codec.encodeReply(REPLY, CONTEXT)));
      expect(changed(decoded)).toEqual([]);
      expect(changed(to.codec!.encodeReply(decoded, CONTEXT))).toEqual([]);
    },
  );
});
