import fc from 'fast-check';

/** Well-formed requests of every kind that the dialect has words for, with fields that nobody knows among them. */
const some = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(fields, { requiredKeys: [] });

const name = fc.stringMatching(/^[a-z]{1,5}$/);
const text = fc.string();
const url = fc.constantFrom('https://x.test/a.png', 'data:image/png;base64,QUJD', 'data:;base64,QQ==');
const unknown = some({ vendor_word: fc.oneof(fc.boolean(), fc.string()), nothing: fc.constant(null) });
const marker = some({
  cache_control: fc.constantFrom({ type: 'ephemeral' }, { type: 'ephemeral', ttl: '1h' }),
});

const and = <A extends object, B extends object>(one: fc.Arbitrary<A>, other: fc.Arbitrary<B>) =>
  fc.tuple(one, other).map(([a, b]) => ({ ...a, ...b }));

const typed = (type: string, fields: fc.Arbitrary<object>) =>
  and(and(fields, fc.constant({ type })), and(marker, unknown));

const held = (type: string, fields: fc.Arbitrary<object>) => typed(type, fc.record({ [type]: fields }));

const part = fc.oneof(
  typed('text', fc.record({ text })),
  held('image_url', and(fc.record({ url }), some({ detail: fc.constantFrom('low', 'auto'), extra: text }))),
  held('video_url', fc.record({ url })),
  held('input_audio', fc.record({ data: fc.constant('QQ=='), format: fc.constantFrom('wav', 'mp3', 'ogg') })),
  held('file', fc.record({ file_id: name })),
  held(
    'file',
    and(
      fc.record({
        file_data: fc.constantFrom('QQ==', 'data:application/pdf;base64,QQ==', 'https://x.test/a.pdf'),
      }),
      some({ filename: name }),
    ),
  ),
  typed('new_kind', fc.record({ held: fc.jsonValue() })),
);
const texts = fc.array(typed('text', fc.record({ text })), { minLength: 1, maxLength: 3 });
const content = fc.oneof(text, texts, fc.array(part, { maxLength: 3 }));

const call = and(
  fc.oneof(
    fc.record({
      id: name,
      type: fc.constant('function'),
      function: fc.record({ name, arguments: fc.constantFrom('{}', '{"a":1}', '') }),
    }),
    fc.record({ id: name, type: fc.constant('custom'), custom: fc.record({ name, input: text }) }),
  ),
  unknown,
);
const detail = fc.oneof(
  fc.record({ type: fc.constant('reasoning.text'), text, signature: fc.constantFrom('s', 'gemini#s') }),
  fc.record({ type: fc.constant('reasoning.encrypted'), data: fc.constantFrom('d', 'gemini#d'), id: name }),
);
const turn = some({
  content: fc.oneof(fc.constant(null), text, texts),
  refusal: text,
  reasoning_content: text,
  reasoning: text,
  reasoning_details: fc.array(detail, { maxLength: 2 }),
  tool_calls: fc.array(call, { maxLength: 2 }),
  function_call: fc.record({ name, arguments: fc.constant('{}') }),
  audio: fc.record({ id: name }),
});
const message = and(
  fc.oneof(
    and(fc.record({ role: fc.constantFrom('system', 'developer', 'user'), content }), some({ name })),
    and(turn, fc.constant({ role: 'assistant' })),
    fc.record({ role: fc.constant('tool'), tool_call_id: name, content }),
    fc.record({ role: fc.constant('function'), name, content: text }),
  ),
  unknown,
);
const schema = fc.record({ type: fc.constant('object') });
const tool = fc.oneof(
  and(
    fc.record({
      type: fc.constant('function'),
      function: and(and(fc.record({ name }), unknown), some({ parameters: schema, strict: fc.boolean() })),
    }),
    and(marker, unknown),
  ),
  fc.record({
    type: fc.constant('custom'),
    custom: and(
      fc.record({ name }),
      some({
        format: fc.oneof(
          fc.constant({ type: 'text' }),
          fc.record({ type: fc.constant('grammar'), grammar: fc.record({ syntax: name, definition: text }) }),
        ),
      }),
    ),
  }),
  fc.record({ type: fc.constant('code'), held: text }),
);

/** A request that the dialect's own server would take. */
export const chatRequest = and(
  fc.record({ model: name, messages: fc.array(message, { minLength: 1, maxLength: 5 }) }),
  and(
    unknown,
    some({
      stream: fc.boolean(),
      tools: fc.array(tool, { maxLength: 3 }),
      tool_choice: fc.oneof(
        fc.constantFrom('auto', 'none', 'required'),
        fc.record({ type: fc.constant('function'), function: fc.record({ name }) }),
        fc.record({
          type: fc.constant('allowed_tools'),
          allowed_tools: fc.record({
            mode: fc.constantFrom('auto', 'required'),
            tools: fc.array(fc.record({ type: fc.constant('function'), function: fc.record({ name }) })),
          }),
        }),
      ),
      parallel_tool_calls: fc.boolean(),
      max_tokens: fc.nat(),
      max_completion_tokens: fc.nat(),
      temperature: fc.constantFrom(0, 1.5),
      stop: fc.oneof(text, fc.array(text, { maxLength: 6 })),
      n: fc.nat(3),
      logit_bias: fc.constant({ '7': -100 }),
      logprobs: fc.boolean(),
      top_logprobs: fc.nat(5),
      response_format: fc.oneof(
        fc.constantFrom({ type: 'text' }, { type: 'json_object' }),
        fc.record({ type: fc.constant('json_schema'), json_schema: fc.record({ name, schema }) }),
      ),
      reasoning_effort: fc.constantFrom('none', 'low', 'max', 'default'),
      reasoning: some({ effort: fc.constant('high'), max_tokens: fc.nat(9000), enabled: fc.boolean() }),
      modalities: fc.constantFrom(['text'], ['text', 'audio'], ['image', 'text']),
      audio: fc.constant({ voice: 'alloy', format: 'wav' }),
      user: name,
      safety_identifier: name,
      metadata: fc.constant({ a: 'b' }),
      stream_options: fc.record({ include_usage: fc.boolean() }),
    }),
  ),
);
