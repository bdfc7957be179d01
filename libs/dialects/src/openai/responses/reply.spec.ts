import type { Part } from '../../form/index.js';
import { decodeReply } from './decode-reply.js';
import { encodeReply } from './encode-reply.js';

const OWN = 'openai-responses';
const context = {
  seed: '00112233445566778899aabbccddeeff',
  nowS: 5,
  conversation: { model: 'm', stream: false, messages: [] },
  request: {},
};
const response = (fields: object) => ({
  id: 'resp_1',
  object: 'response',
  created_at: 7,
  model: 'm-2026',
  status: 'completed',
  output: [],
  ...fields,
});
const partsOf = (...output: object[]): readonly Part[] => decodeReply(response({ output })).choices[0]!.parts;

describe('output becomes parts', () => {
  it.each<[string, object, unknown[]]>([
    [
      'text with a source and probabilities',
      {
        type: 'message',
        id: 'msg_1',
        role: 'assistant',
        status: 'completed',
        content: [
          {
            type: 'output_text',
            text: 'Hi',
            annotations: [
              { type: 'url_citation', url: 'https://x.test', title: 'X', start_index: 0, end_index: 2 },
            ],
            logprobs: [{ token: 'Hi', logprob: -1, bytes: [72, 105], top_logprobs: [] }],
          },
        ],
      },
      [
        {
          kind: 'text',
          text: 'Hi',
          citations: [
            {
              url: 'https://x.test',
              title: 'X',
              start: 0,
              end: 2,
              extras: { [OWN]: { type: 'url_citation' } },
            },
          ],
          logprobs: [{ token: 'Hi', logprob: -1, bytes: [72, 105] }],
          extras: { [OWN]: { item: { id: 'msg_1', status: 'completed' } } },
        },
      ],
    ],
    [
      'thoughts in full',
      { type: 'reasoning', id: 'rs_1', summary: [], content: [{ type: 'reasoning_text', text: 'hm' }] },
      [
        {
          kind: 'reasoning',
          id: 'rs_1',
          text: 'hm',
          extras: { [OWN]: { form: 'content', item: { summary: [] } } },
        },
      ],
    ],
    [
      'a picture',
      { type: 'image_generation_call', id: 'ig_1', result: 'QUJD', output_format: 'webp' },
      [
        {
          kind: 'media',
          media: 'image',
          mediaType: 'image/webp',
          source: { from: 'data', base64: 'QUJD' },
          extras: { [OWN]: { item: { id: 'ig_1', output_format: 'webp' } } },
        },
      ],
    ],
    [
      'an item that is not what it says',
      { type: 'function_call', name: 7 },
      [{ kind: 'vendor', dialect: OWN, value: { type: 'function_call', name: 7 } }],
    ],
  ])('%s', (_name, item, parts) => {
    expect(partsOf(item)).toEqual(parts);
  });
});

it('says who answered, at what cost, and keeps the rest', () => {
  const usage = {
    input_tokens: 9,
    input_tokens_details: { cached_tokens: 4 },
    output_tokens: 3,
    total_tokens: 12,
  };
  expect(decodeReply(response({ usage, service_tier: 'flex', store: true }))).toMatchObject({
    id: 'resp_1',
    model: 'm-2026',
    createdS: 7,
    serviceTier: 'flex',
    usage: { tokens: { input: 9, cacheRead: 4, output: 3 } },
    extras: { [OWN]: { store: true, status: 'completed' } },
  });
});

describe('what only this dialect says survives', () => {
  it.each([
    ['two messages', [message('a', { phase: 'commentary' }), message('b', { phase: 'final_answer' })]],
    [
      'a summary of pieces that hold blank lines',
      [
        {
          type: 'reasoning',
          id: 'rs',
          summary: ['**A**\n\nb', 'c'].map((text) => ({ type: 'summary_text', text })),
        },
      ],
    ],
    [
      'thoughts in full beside their summary, and no seal',
      [
        {
          type: 'reasoning',
          id: 'rs',
          status: 'completed',
          summary: [{ type: 'summary_text', text: 's' }],
          content: [{ type: 'reasoning_text', text: 'long' }],
          encrypted_content: null,
        },
      ],
    ],
    [
      'a call in a namespace',
      [
        {
          type: 'function_call',
          id: 'fc',
          call_id: 'c',
          name: 'f',
          arguments: '{}',
          namespace: 'n',
          status: 'completed',
        },
      ],
    ],
    [
      'a hosted tool',
      [{ type: 'web_search_call', id: 'ws', status: 'completed', action: { type: 'search' } }],
    ],
    [
      'an annotation of another kind',
      [message('a', {}, [{ type: 'container_file_citation', container_id: 'x', file_id: 'f' }])],
    ],
  ])('%s', (_name, output) => {
    expect(encodeReply(decodeReply(response({ output })), context)['output']).toEqual(output);
  });
});

function message(text: string, fields: object, annotations: object[] = []): object {
  const content = [{ type: 'output_text', text, annotations, logprobs: [] }];
  return { type: 'message', id: `msg_${text}`, role: 'assistant', status: 'completed', content, ...fields };
}

it('one choice is told, and its probabilities go with its text', () => {
  const logprobs = [{ token: 'a', logprob: -1 }];
  const written = encodeReply(
    {
      choices: [
        { index: 0, parts: [{ kind: 'text', text: 'a' }], finish: { reason: 'stop' }, logprobs },
        { index: 1, parts: [{ kind: 'text', text: 'b' }], finish: { reason: 'stop' } },
      ],
    },
    context,
  );
  expect(written['output']).toMatchObject([
    { content: [{ text: 'a', logprobs: [{ token: 'a', bytes: [97], top_logprobs: [] }] }] },
  ]);
});
