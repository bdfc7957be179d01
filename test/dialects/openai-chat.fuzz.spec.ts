import fc from 'fast-check';
import { openAiChat, type EncodingContext, type StreamPart } from '@fairlead/dialects';
import { chatRequest } from './support/chat-requests.js';

const codec = openAiChat.codec!;
const call = { model: 'm', stream: false };
const context: EncodingContext = {
  seed: '0123456789abcdef0123456789abcdef',
  nowS: 1_700_000_000,
  conversation: { model: 'm', stream: true, includeUsage: true, messages: [] },
  request: {},
};

const anything = fc.jsonValue();
const textish = fc.oneof(fc.string(), anything);
const named = fc.record({ name: textish, arguments: textish, input: textish }, { requiredKeys: [] });
const toolCall = fc.record(
  {
    index: fc.oneof(fc.nat(2), anything),
    id: fc.oneof(fc.constantFrom('a', 'b'), anything),
    type: fc.constantFrom('function', 'custom', 'x', null),
    function: fc.oneof(named, anything),
    custom: fc.oneof(named, anything),
  },
  { requiredKeys: [] },
);
const part = fc.record(
  {
    type: fc.constantFrom('text', 'image_url', 'input_audio', 'file', 'refusal', 'thinking', 'new', 7),
    text: textish,
    refusal: textish,
    image_url: fc.oneof(fc.record({ url: textish }), textish),
    input_audio: fc.oneof(fc.record({ data: textish, format: textish }), anything),
    file: fc.oneof(fc.record({ file_data: textish, file_id: textish }), anything),
    thinking: fc.oneof(fc.array(fc.record({ text: textish })), anything),
    cache_control: fc.oneof(fc.constant({ type: 'ephemeral' }), anything),
  },
  { requiredKeys: ['type'] },
);
const detail = fc.record({
  type: fc.constantFrom('reasoning.text', 'reasoning.summary', 'reasoning.encrypted', 'x'),
  text: textish,
  summary: textish,
  data: textish,
  signature: fc.oneof(fc.constantFrom('gemini#x', ''), anything),
});
const message = fc.record(
  {
    role: fc.constantFrom('system', 'developer', 'user', 'assistant', 'tool', 'function', 'nobody'),
    content: fc.oneof(fc.string(), fc.array(part, { maxLength: 3 }), anything),
    name: textish,
    refusal: textish,
    reasoning: textish,
    reasoning_content: textish,
    reasoning_details: fc.oneof(fc.array(detail, { maxLength: 3 }), anything),
    tool_calls: fc.oneof(fc.array(toolCall, { maxLength: 3 }), anything),
    function_call: fc.oneof(named, anything),
    tool_call_id: textish,
    annotations: fc.oneof(fc.array(fc.record({ url_citation: anything })), anything),
    images: anything,
    audio: anything,
  },
  { requiredKeys: [] },
);
const usage = fc.oneof(
  fc.record({ prompt_tokens: fc.nat(), completion_tokens: fc.nat(), prompt_tokens_details: anything }),
  anything,
);
const logprobs = fc.oneof(fc.record({ content: fc.array(anything) }), anything);

const request = fc.record(
  {
    messages: fc.oneof(fc.array(message, { maxLength: 4 }), anything),
    tools: fc.oneof(fc.array(toolCall, { maxLength: 2 }), anything),
    functions: fc.oneof(fc.array(named, { maxLength: 2 }), anything),
    tool_choice: fc.oneof(
      fc.constantFrom('auto', 'required', 'x'),
      fc.record({ type: fc.constant('allowed_tools'), allowed_tools: anything }),
      toolCall,
      anything,
    ),
    response_format: fc.oneof(
      fc.record({ type: fc.constantFrom('text', 'json_object', 'json_schema', 'x'), json_schema: anything }),
      anything,
    ),
    reasoning: fc.oneof(fc.record({ effort: textish, enabled: fc.boolean() }), anything),
    stop: textish,
    max_tokens: anything,
    modalities: anything,
    stream_options: anything,
    logprobs: anything,
  },
  { requiredKeys: [] },
);
const choice = fc.record(
  { index: fc.oneof(fc.nat(2), anything), message, delta: message, logprobs, finish_reason: textish },
  { requiredKeys: [] },
);
const reply = fc.record(
  { id: textish, created: anything, choices: fc.oneof(fc.array(choice, { maxLength: 3 }), anything), usage },
  { requiredKeys: [] },
);

describe('openai-chat and bodies of any kind', () => {
  it('decodes a request or says what is wrong with it', () => {
    fc.assert(
      fc.property(request, (body) => {
        const read = codec.decodeRequest(body, call);
        if (!read.ok)
          return expect(read).toMatchObject({
            message: expect.stringContaining(read.param),
            param: expect.stringMatching(/^\w+/),
          });
        return expect(codec.encodeRequest(read.value, 'm')).toMatchObject({ messages: expect.any(Array) });
      }),
    );
  });

  it('writes what it can read again, and it means the same', () => {
    const written = (body: Record<string, unknown>): Record<string, unknown> => {
      const read = codec.decodeRequest(body, call);
      if (!read.ok) throw new Error(read.message);
      return JSON.parse(JSON.stringify(codec.encodeRequest(read.value, 'm'))) as Record<string, unknown>;
    };
    fc.assert(
      fc.property(chatRequest, (body) => {
        const once = written(body);
        expect(written(once)).toEqual(once);
      }),
    );
  });

  it('decodes any reply', () => {
    fc.assert(
      fc.property(reply, (body) => {
        const written = codec.encodeReply(codec.decodeReply(body), context);
        expect(written).toMatchObject({ choices: expect.any(Array), created: expect.any(Number) });
      }),
    );
  });

  it('reads any bytes without a throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const bytes = Buffer.from(text);
        expect(openAiChat.readReply(bytes).verdict).toEqual(expect.any(String));
        expect(openAiChat.readFailure(400, {}, bytes)).toMatchObject({ status: 400 });
        expect(openAiChat.readRequest(bytes)).toHaveProperty('ok');
      }),
    );
  });

  it('follows any chunks', () => {
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 8 }), (chunks) => {
        const decoder = codec.openDecoder();
        const parts = [...chunks.flatMap((json) => decoder.read({ json })), ...decoder.finish()];
        expect([parts[0]?.kind, parts.at(-1)?.kind]).toEqual(['start', 'end']);
        expect(openBlocks(parts)).toEqual([]);
        const encoder = codec.openEncoder(context);
        const written = parts.map((part) => encoder.write(part)).join('');
        expect(written).toMatch(/^data: .*"role":"assistant"/);
        expect(written.endsWith('data: [DONE]\n\n')).toBe(true);
      }),
    );
  });
});

/** Blocks that were opened and never closed, or said something behind their end. */
function openBlocks(parts: readonly StreamPart[]): number[] {
  const open = new Set<number>();
  for (const part of parts) {
    if (part.kind === 'open') open.add(part.block);
    if (part.kind === 'delta') expect(open).toContain(part.block);
    if (part.kind === 'close') expect(open.delete(part.block)).toBe(true);
  }
  return [...open];
}
