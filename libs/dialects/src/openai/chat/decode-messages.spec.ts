import type { Message, Part } from '../../form/index.js';
import type { JsonObject } from '../../json/decode.js';
import { FieldReader } from '../../json/field-reader.js';
import { decodeMessages } from './decode-messages.js';

const decoded = (...messages: JsonObject[]): Message[] => decodeMessages(new FieldReader({ messages }));
const own = (kept: JsonObject) => ({ extras: { 'openai-chat': kept } });
const MARK = { origin: 'openai-chat', value: '' } as const;

describe('content of a chat message', () => {
  const media = (kind: object) => ({ kind: 'media', ...kind });

  it.each<[unknown, unknown[]]>([
    ['Hi', [{ kind: 'text', text: 'Hi' }]],
    ['', []],
    [[], []],
    [[{ type: 'text', text: 'Hi' }], [{ kind: 'text', text: 'Hi' }]],
    [
      [{ type: 'text', text: 'Hi', cache_control: { type: 'ephemeral' } }],
      [{ kind: 'text', text: 'Hi', cache: {}, ...own({ cache_control: { type: 'ephemeral' } }) }],
    ],
    [
      [{ type: 'image_url', image_url: { url: 'https://x.test/a.png', detail: 'low' } }],
      [media({ media: 'image', source: { from: 'url', url: 'https://x.test/a.png' }, detail: 'low' })],
    ],
    [
      [{ type: 'image_url', image_url: 'data:image/webp;base64,QUJD' }],
      [media({ media: 'image', source: { from: 'data', base64: 'QUJD' }, mediaType: 'image/webp' })],
    ],
    [
      [{ type: 'input_audio', input_audio: { data: 'QQ==', format: 'mp3' } }],
      [media({ media: 'audio', source: { from: 'data', base64: 'QQ==' }, mediaType: 'audio/mpeg' })],
    ],
    [
      [{ type: 'video_url', video_url: { url: 'https://x.test/a.mp4', fps: 2 } }],
      [
        media({
          media: 'video',
          source: { from: 'url', url: 'https://x.test/a.mp4' },
          ...own({ video_url: { fps: 2 } }),
        }),
      ],
    ],
    [
      [{ type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,QQ==' } }],
      [
        media({
          media: 'document',
          source: { from: 'data', base64: 'QQ==' },
          mediaType: 'application/pdf',
          name: 'a.pdf',
        }),
      ],
    ],
    [
      [{ type: 'file', file: { file_data: 'https://x.test/a.pdf' } }],
      [media({ media: 'document', source: { from: 'url', url: 'https://x.test/a.pdf' } })],
    ],
    [
      [{ type: 'file', file: { file_id: 'file-1' } }],
      [media({ media: 'document', source: { from: 'file', id: 'file-1' } })],
    ],
    [
      [{ type: 'new', held: 1 }],
      [{ kind: 'vendor', dialect: 'openai-chat', value: { type: 'new', held: 1 } }],
    ],
  ])('%j', (content, parts) => {
    expect(decoded({ role: 'user', content })).toEqual([{ role: 'user', parts }]);
  });
});

describe('a turn of the assistant', () => {
  it.each<[string, JsonObject, Part[]]>([
    ['nothing', { content: null, tool_calls: [] }, []],
    ['a refusal', { content: null, refusal: 'no' }, [{ kind: 'refusal', text: 'no' }]],
    [
      'thoughts',
      { reasoning_content: 'hm', content: 'Hi' },
      [
        { kind: 'reasoning', text: 'hm', signature: MARK },
        { kind: 'text', text: 'Hi' },
      ],
    ],
    ['thoughts by another name', { reasoning: 'hm' }, [{ kind: 'reasoning', text: 'hm', signature: MARK }]],
    [
      'thoughts in pieces, signed by another vendor',
      {
        reasoning: 'hmm',
        reasoning_details: [
          { type: 'reasoning.text', text: 'h' },
          { type: 'reasoning.text', text: 'mm' },
          { type: 'reasoning.text', signature: 'gemini#sig' },
          { type: 'reasoning.encrypted', data: 'gemini#x', id: 'r1' },
        ],
      },
      [
        { kind: 'reasoning', text: 'hmm', signature: { origin: 'gemini', value: 'sig' } },
        { kind: 'reasoning', text: '', sealed: { origin: 'gemini', value: 'x' }, id: 'r1' },
      ],
    ],
    [
      'a signature apart from its thoughts',
      { reasoning_content: 'hm', reasoning_details: [{ type: 'reasoning.text', signature: 'sig' }] },
      [{ kind: 'reasoning', text: 'hm', signature: { origin: 'openai-chat', value: 'sig' } }],
    ],
    [
      'a summary',
      { reasoning_details: [{ type: 'reasoning.summary', summary: 'hm' }] },
      [{ kind: 'reasoning', text: 'hm', summary: true }],
    ],
    [
      'calls',
      {
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'f', arguments: '{"a":1}' } },
          { id: 'b', type: 'custom', custom: { name: 'sh', input: 'ls' } },
        ],
      },
      [
        { kind: 'tool_call', id: 'a', name: 'f', input: '{"a":1}' },
        { kind: 'tool_call', id: 'b', name: 'sh', input: 'ls', custom: true },
      ],
    ],
  ])('with %s', (_name, message, parts) => {
    expect(decoded({ role: 'assistant', ...message })).toEqual([{ role: 'assistant', parts }]);
  });
});

describe('the result of a tool', () => {
  it('knows the name of the call that it answers', () => {
    const call = { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } };
    const [, result] = decoded(
      { role: 'assistant', tool_calls: [call] },
      { role: 'tool', tool_call_id: 'a', content: '1' },
    );
    const content = [{ kind: 'text', text: '1' }];
    expect(result).toEqual({
      role: 'tool',
      parts: [{ kind: 'tool_result', callId: 'a', name: 'f', content }],
    });
  });

  it('of the deprecated kind answers the last call of its function, and ids are not repeated', () => {
    const turn = [
      { role: 'assistant', function_call: { name: 'f', arguments: '{}' } },
      { role: 'function', name: 'f', content: '1' },
    ];
    const ids = decoded(...turn, ...turn).flatMap(({ parts }) =>
      parts.map((part) => (part.kind === 'tool_result' ? part.callId : 'id' in part && part.id)),
    );
    expect(ids).toEqual(['function_f', 'function_f', 'function_f_2', 'function_f_2']);
  });
});
