import type { BlockDelta, Choice, Finish, Part, Reply, ReplyUsage, StreamPart } from '@fairlead/dialects';

const usage: ReplyUsage = { tokens: { input: 9, cacheRead: 4, cacheWrite: 2, output: 7, reasoning: 3 } };
export const foreign = (value: string) => ({ origin: 'gemini', value }) as const;
export const call = { kind: 'tool_call', id: 'call_1', name: 'look', input: '{"a":1}' } as const;

/** All that an answer of some dialect can hold. */
export const ANSWERS: readonly [string, readonly Part[], Finish['reason']][] = [
  ['text', [{ kind: 'text', text: 'Hi' }], 'stop'],
  ['nothing', [], 'stop'],
  ['empty text', [{ kind: 'text', text: '' }], 'stop'],
  [
    'two texts',
    [
      { kind: 'text', text: 'a' },
      { kind: 'text', text: 'b' },
    ],
    'stop',
  ],
  ['a refusal', [{ kind: 'refusal', text: 'no' }], 'refusal'],
  ['text cut by a filter', [{ kind: 'text', text: 'a' }], 'content_filter'],
  ['text cut short', [{ kind: 'text', text: 'a' }], 'length'],
  ['a call that cannot be read', [], 'malformed_call'],
  [
    'text with sources',
    [
      {
        kind: 'text',
        text: 'Hi',
        citations: [
          { url: 'https://x.test', title: 'X', start: 0, end: 2 },
          { url: 'https://y.test' },
          { fileId: 'f' },
        ],
      },
    ],
    'stop',
  ],
  [
    'text with probabilities',
    [
      {
        kind: 'text',
        text: 'é',
        logprobs: [{ token: 'é', logprob: -1, alternatives: [{ token: 'e', logprob: -2 }] }],
      },
    ],
    'stop',
  ],
  [
    'thoughts, text and calls',
    [
      { kind: 'reasoning', text: 'hm', signature: foreign('sig') },
      { kind: 'text', text: 'So:' },
      call,
      { kind: 'tool_call', id: 'call_2', name: 'now', input: '' },
    ],
    'tool_calls',
  ],
  ['sealed thoughts', [{ kind: 'reasoning', text: '', sealed: foreign('x') }], 'stop'],
  ['a signed call', [{ ...call, signature: foreign('sig') }], 'tool_calls'],
  ['a call of a custom tool', [{ ...call, custom: true, input: 'ls' }], 'tool_calls'],
  [
    'a picture',
    [{ kind: 'media', media: 'image', mediaType: 'image/webp', source: { from: 'data', base64: 'QUJD' } }],
    'stop',
  ],
  [
    'what cannot be said',
    [{ kind: 'media', media: 'audio', source: { from: 'data', base64: 'QQ==' } }],
    'stop',
  ],
  ["another dialect's own", [{ kind: 'vendor', dialect: 'gemini', value: { executableCode: {} } }], 'stop'],
];

export const replyOf = (parts: readonly Part[], reason: Finish['reason']): Reply => ({
  id: 'msg_foreign',
  model: 'their-model',
  serviceTier: 'standard',
  choices: [{ index: 0, parts, finish: { reason } } satisfies Choice],
  usage,
});

/** The same answer, bit by bit. */
export function streamOf({ choices, id, model, serviceTier }: Reply): StreamPart[] {
  const [{ parts, finish }] = choices as [Choice];
  const blocks = parts.flatMap((part, block): StreamPart[] => {
    if (part.kind === 'tool_result') throw new Error('no part of an answer');
    const text = part.kind === 'tool_call' ? part.input : 'text' in part ? part.text : '';
    const empty =
      part.kind === 'tool_call' ? { ...part, input: '' } : 'text' in part ? { ...part, text: '' } : part;
    return [
      { kind: 'open', choice: 0, block, part: empty },
      ...Array.from(text, (letter): StreamPart => ({ kind: 'delta', block, text: letter })),
      { kind: 'delta', block, ...besideText(part) },
      { kind: 'close', block },
    ];
  });
  return [
    { kind: 'start', id: id!, model: model!, serviceTier: serviceTier! },
    ...blocks,
    { kind: 'finish', choice: 0, finish },
    { kind: 'usage', usage },
    { kind: 'end' },
  ];
}

/** What a whole part says and its text does not. */
function besideText(part: Part): Partial<BlockDelta> {
  if (part.kind === 'text') return { citations: part.citations ?? [], logprobs: part.logprobs ?? [] };
  if (part.kind !== 'reasoning') return {};
  return {
    ...(part.signature && { signature: part.signature }),
    ...(part.sealed && { sealed: part.sealed }),
  };
}
