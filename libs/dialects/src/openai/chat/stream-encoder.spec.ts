import type { StreamPart } from '../../form/index.js';
import { asArray, asObject, type JsonObject } from '../../json/decode.js';
import { ChatEncoder } from './stream-encoder.js';

const foreign = (value: string) => ({ origin: 'gemini', value }) as const;

function encoder(includeUsage = false): ChatEncoder {
  return new ChatEncoder({
    seed: '0123456789abcdef',
    nowS: 1_700_000_000,
    conversation: { model: 'asked', stream: true, includeUsage, messages: [] },
    request: {},
  });
}

const events = (text: string): string[] =>
  text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => event.slice('data: '.length));

const write = (parts: readonly StreamPart[], includeUsage = false): JsonObject[] => {
  const into = encoder(includeUsage);
  const [done, ...chunks] = events(parts.map((part) => into.write(part)).join('')).toReversed();
  expect(done).toBe('[DONE]');
  return chunks.toReversed().map((event) => JSON.parse(event) as JsonObject);
};

/** What each chunk adds to its choice, without the first, which says the role. */
const deltas = (...parts: StreamPart[]): unknown[] =>
  write([{ kind: 'start' }, ...parts, { kind: 'end' }])
    .slice(1)
    .map(({ choices }) => asObject(asArray(choices)[0])?.['delta']);

const text = (block: number, said: string): StreamPart => ({ kind: 'delta', block, text: said });
const open = (block: number, part: Extract<StreamPart, { kind: 'open' }>['part']): StreamPart => ({
  kind: 'open',
  choice: 0,
  block,
  part,
});
const close = (block: number): StreamPart => ({ kind: 'close', block });
const finish: StreamPart = { kind: 'finish', choice: 0, finish: { reason: 'stop' } };
const call = (id: string) => ({ kind: 'tool_call', id, name: 'f', input: '' }) as const;

describe('chunks of a chat stream', () => {
  const head = {
    id: 'chatcmpl-0123456789abcdef',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'asked',
  };
  const silent = { index: 0, logprobs: null, finish_reason: null };

  it('have every key that clients require', () => {
    const parts = [open(0, { kind: 'text', text: '' }), text(0, 'Hi'), close(0), finish];
    expect(write([{ kind: 'start' }, ...parts, { kind: 'end' }])).toEqual([
      { ...head, choices: [{ ...silent, delta: { role: 'assistant', content: '', refusal: null } }] },
      { ...head, choices: [{ ...silent, delta: { content: 'Hi' } }] },
      { ...head, choices: [{ ...silent, delta: {}, finish_reason: 'stop' }] },
    ]);
  });

  it('have the usage last for those who ask, and where it is known', () => {
    const usage: StreamPart = { kind: 'usage', usage: { tokens: { input: 3, output: 2 } } };
    const chunks = write([{ kind: 'start' }, usage, finish, { kind: 'end' }], true);
    expect(chunks.map(({ usage: said }) => said)).toEqual([
      null,
      null,
      { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    ]);
    expect(chunks.at(-1)).toMatchObject({ ...head, choices: [] });
    expect(write([{ kind: 'start' }, finish, { kind: 'end' }], true)).toHaveLength(2);
  });

  it('number calls by choice, and say the role of each choice', () => {
    const chunks = write([
      { kind: 'start', id: 'x', model: 'v', createdS: 5, serviceTier: 'standard_only' },
      open(0, call('a')),
      open(1, call('b')),
      { kind: 'open', choice: 1, block: 2, part: call('c') },
      { kind: 'end' },
    ]);
    expect(chunks.map(({ id, model, created, service_tier }) => [id, model, created, service_tier])).toEqual(
      chunks.map(() => ['x', 'v', 5, 'default']),
    );
    const choices = chunks.map((chunk) => asObject(asArray(chunk['choices'])[0]));
    expect(choices.map((choice) => [choice?.['index'], Object.keys(choice?.['delta'] as object)[0]])).toEqual(
      [
        [0, 'role'],
        [0, 'tool_calls'],
        [0, 'tool_calls'],
        [1, 'role'],
        [1, 'tool_calls'],
      ],
    );
    expect(choices.flatMap((choice) => asObject(choice?.['delta'])?.['tool_calls'] ?? [])).toMatchObject([
      { index: 0, id: 'a' },
      { index: 1, id: 'b' },
      { index: 0, id: 'c' },
    ]);
  });
});

describe('a block of a chat stream', () => {
  const named = (index: number, id: string, args: string) => ({
    tool_calls: [{ index, id, type: 'function', function: { name: 'f', arguments: args } }],
  });
  const grown = (index: number, args: string) => ({ tool_calls: [{ index, function: { arguments: args } }] });

  it.each<[string, StreamPart[], unknown[]]>([
    [
      'calls side by side',
      [open(0, call('a')), open(1, call('b')), text(1, '{'), text(0, '{}'), close(0), text(1, '}'), close(1)],
      [named(0, 'a', ''), named(1, 'b', ''), grown(1, '{'), grown(0, '{}'), grown(1, '}')],
    ],
    ['a call without input', [open(0, call('a')), close(0)], [named(0, 'a', ''), grown(0, '{}')]],
    [
      'a call of a custom tool without input',
      [open(0, { ...call('a'), custom: true }), close(0)],
      [{ tool_calls: [{ index: 0, id: 'a', type: 'custom', custom: { name: 'f', input: '' } }] }],
    ],
    [
      'a signed call',
      [open(0, { ...call('a'), signature: foreign('s') }), text(0, '{}'), close(0)],
      [
        {
          reasoning_details: [
            { type: 'reasoning.encrypted', data: 'gemini#s', format: 'google-gemini-v1', index: 0 },
          ],
        },
        named(0, 'a', ''),
        grown(0, '{}'),
      ],
    ],
    [
      'signed thoughts',
      [
        open(0, { kind: 'reasoning', text: '' }),
        text(0, 'h'),
        text(0, 'm'),
        { kind: 'delta', block: 0, signature: foreign('s') },
        close(0),
      ],
      [
        { reasoning_content: 'h' },
        { reasoning_content: 'm' },
        {
          reasoning_details: [
            {
              type: 'reasoning.text',
              text: 'hm',
              signature: 'gemini#s',
              format: 'google-gemini-v1',
              index: 0,
            },
          ],
        },
      ],
    ],
    [
      'thoughts of this dialect',
      [
        open(0, { kind: 'reasoning', text: '' }),
        text(0, 'h'),
        { kind: 'delta', block: 0, signature: { origin: 'openai-chat', value: '' } },
        close(0),
      ],
      [{ reasoning_content: 'h' }],
    ],
    ['a refusal', [open(0, { kind: 'refusal', text: '' }), text(0, 'no'), close(0)], [{ refusal: 'no' }]],
    [
      'text with sources',
      [
        open(0, { kind: 'text', text: '' }),
        text(0, 'Hi'),
        { kind: 'delta', block: 0, citations: [{ url: 'https://x.test' }, { fileId: 'f' }] },
        close(0),
      ],
      [
        { content: 'Hi' },
        {
          annotations: [
            {
              type: 'url_citation',
              url_citation: { start_index: 0, end_index: 2, url: 'https://x.test', title: 'https://x.test' },
            },
          ],
        },
      ],
    ],
    [
      'an image',
      [open(0, { kind: 'media', media: 'image', source: { from: 'data', base64: 'QQ==' } }), close(0)],
      [{ images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,QQ==' } }] }],
    ],
    [
      'what only another dialect knows',
      [open(0, { kind: 'vendor', dialect: 'gemini', value: {} }), close(0)],
      [],
    ],
  ])('with %s', (_name, parts, said) => {
    expect(deltas(...parts)).toEqual(said);
  });

  it('has the probabilities beside its text, and also without one', () => {
    const logprobs = [{ token: 'é', logprob: -1 }];
    const parts: StreamPart[] = [
      open(0, { kind: 'text', text: '' }),
      { kind: 'delta', block: 0, text: 'é', logprobs },
      { kind: 'delta', block: 0, logprobs },
    ];
    const choices = write([{ kind: 'start' }, ...parts, { kind: 'end' }]).flatMap(
      (chunk) => chunk['choices'],
    );
    const content = [{ token: 'é', logprob: -1, bytes: [195, 169], top_logprobs: [] }];
    expect(choices.slice(1)).toEqual(
      ['é', ''].map((said) => ({
        index: 0,
        delta: { content: said },
        logprobs: { content, refusal: null },
        finish_reason: null,
      })),
    );
  });
});

describe('an error in a chat stream', () => {
  it('is one event that clients raise', () => {
    const [event] = events(encoder().error({ status: 502, message: 'gone' }));
    expect(JSON.parse(event!)).toEqual({
      error: { message: 'gone', type: 'api_error', param: null, code: null },
    });
  });
});
