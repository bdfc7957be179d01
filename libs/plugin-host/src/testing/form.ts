import type { Conversation, Reply, StreamPart, WireRequest } from '@fairlead/plugin-sdk';
import { chat } from './provider.js';

/** A request as the engine writes it for providers that are served in the intermediate form. */
export function asked(change: Partial<Conversation> = {}): WireRequest {
  const conversation: Conversation = {
    model: 'm',
    stream: false,
    messages: [{ role: 'user', parts: [{ kind: 'text', text: 'Ahoy' }] }],
    ...change,
  };
  const body = Buffer.from(JSON.stringify(conversation), 'utf8');
  return chat({ dialect: 'fairlead-form', body, stream: conversation.stream });
}

/** A whole answer in these words. */
export function saying(...words: readonly string[]): StreamPart[] {
  return [
    { kind: 'start', model: 'large-1' },
    { kind: 'open', choice: 0, block: 0, part: { kind: 'text', text: '' } },
    ...words.map((text): StreamPart => ({ kind: 'delta', block: 0, text })),
    { kind: 'close', block: 0 },
    { kind: 'usage', usage: { tokens: { input: 3, output: words.length } } },
    { kind: 'finish', choice: 0, finish: { reason: 'stop' } },
    { kind: 'end' },
  ];
}

/** The reply that such parts make. */
export function replyOf(text: string, output: number): Reply {
  return {
    model: 'large-1',
    choices: [{ index: 0, parts: [{ kind: 'text', text }], finish: { reason: 'stop' } }],
    usage: { tokens: { input: 3, output } },
  };
}

/** The parts of a stream, as they went to the engine. */
export function partsIn(sse: string): StreamPart[] {
  return sse
    .split('\n\n')
    .filter((event) => event.startsWith('data: '))
    .map((event) => JSON.parse(event.slice('data: '.length)) as StreamPart);
}
