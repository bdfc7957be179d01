import fc from 'fast-check';
import {
  anthropicCountTokens,
  anthropicMessages,
  type EncodingContext,
  type StreamPart,
} from '@fairlead/dialects';

const codec = anthropicMessages.codec!;
const call = { model: 'm', stream: false };
const context: EncodingContext = {
  seed: '0123456789abcdef0123456789abcdef',
  nowS: 1_700_000_000,
  conversation: { model: 'm', stream: false, messages: [] },
  request: {},
};

const block = fc.record(
  {
    type: fc.constantFrom(
      'text',
      'image',
      'document',
      'thinking',
      'redacted_thinking',
      'tool_use',
      'tool_result',
      'server_tool_use',
      7,
    ),
    text: fc.oneof(fc.string(), fc.jsonValue()),
    thinking: fc.oneof(fc.string(), fc.jsonValue()),
    signature: fc.oneof(fc.string(), fc.jsonValue()),
    data: fc.oneof(fc.string(), fc.jsonValue()),
    id: fc.string(),
    tool_use_id: fc.string(),
    name: fc.string(),
    input: fc.jsonValue(),
    content: fc.oneof(fc.string(), fc.jsonValue()),
    citations: fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()),
    source: fc.oneof(
      fc.record({
        type: fc.constantFrom('base64', 'url', 'file', 'text', 'content', 'x'),
        data: fc.string(),
      }),
      fc.jsonValue(),
    ),
    cache_control: fc.oneof(fc.constant({ type: 'ephemeral' }), fc.jsonValue()),
  },
  { requiredKeys: ['type'] },
);
const content = fc.oneof(fc.string(), fc.array(block, { maxLength: 4 }), fc.jsonValue());
const message = fc.record({ role: fc.constantFrom('user', 'assistant', 'nobody'), content });
const object = fc.record(
  {
    messages: fc.oneof(fc.array(message, { maxLength: 4 }), fc.jsonValue()),
    system: content,
    content,
    tools: fc.oneof(fc.array(block, { maxLength: 2 }), fc.jsonValue()),
    tool_choice: fc.oneof(
      fc.record({ type: fc.constantFrom('auto', 'any', 'none', 'tool', 'x'), name: fc.string() }),
      fc.jsonValue(),
    ),
    thinking: fc.oneof(
      fc.record({ type: fc.constantFrom('enabled', 'adaptive', 'disabled'), budget_tokens: fc.nat() }),
      fc.jsonValue(),
    ),
    output_config: fc.jsonValue(),
    max_tokens: fc.oneof(fc.nat(), fc.jsonValue()),
    stop_reason: fc.oneof(fc.constantFrom('end_turn', 'tool_use', 'new'), fc.jsonValue()),
    usage: fc.oneof(fc.record({ input_tokens: fc.nat(), output_tokens: fc.nat() }), fc.jsonValue()),
  },
  { requiredKeys: [] },
);

describe('anthropic-messages and bodies of any kind', () => {
  it('decodes a request or says what is wrong with it', () => {
    fc.assert(
      fc.property(object, (body) => {
        const read = codec.decodeRequest(body, call);
        if (!read.ok)
          return expect(read).toMatchObject({ message: expect.any(String), param: expect.any(String) });
        expect(codec.encodeRequest(read.value, 'm')).toMatchObject({ messages: expect.any(Array) });
        return expect(anthropicCountTokens.counting!.encodeRequest(read.value, 'm')).not.toHaveProperty(
          'max_tokens',
        );
      }),
    );
  });

  it('reads any bytes without a throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const bytes = Buffer.from(text);
        expect(anthropicMessages.readReply(bytes).verdict).toEqual(expect.any(String));
        expect(anthropicMessages.readFailure(400, {}, bytes)).toMatchObject({ status: 400 });
        expect(anthropicMessages.readRequest(bytes)).toHaveProperty('ok');
      }),
    );
  });

  it('decodes any reply', () => {
    fc.assert(
      fc.property(object, (body) => {
        const written = codec.encodeReply(codec.decodeReply(body), context);
        expect(written).toMatchObject({ type: 'message', content: expect.any(Array) });
      }),
    );
  });

  it('follows any events', () => {
    const event = fc.record({
      type: fc.constantFrom(
        'message_start',
        'content_block_start',
        'content_block_start',
        'content_block_delta',
        'content_block_delta',
        'content_block_stop',
        'message_delta',
        'ping',
      ),
      index: fc.nat(2),
      message: object,
      content_block: block,
      delta: fc.oneof(
        fc.record({ type: fc.constant('text_delta'), text: fc.string() }),
        fc.record({ type: fc.constant('signature_delta'), signature: fc.string() }),
        fc.record({ type: fc.constant('citations_delta'), citation: fc.jsonValue() }),
        fc.jsonValue(),
      ),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        const decoder = codec.openDecoder();
        const parts = [...events.flatMap((json) => decoder.read({ json })), ...decoder.finish()];
        expect(parts.at(-1)?.kind).toBe('end');
        expect(openBlocks(parts)).toEqual([]);
        const encoder = codec.openEncoder(context);
        const written = parts.map((part) => encoder.write(part)).join('');
        expect(written).toMatch(/^event: message_start\n/);
        expect(written.endsWith('event: message_stop\ndata: {"type":"message_stop"}\n\n')).toBe(true);
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
