import type { StreamedReply, Step } from '../api.js';
import type { ReplyBlock } from './messages-blocks.js';
import { steadyUsage, type MessagesUsage } from './messages-usage.js';

/** The opening of a message, which is what the whole one has but for what is not known yet. */
export interface MessageHead {
  readonly id: string;
  readonly type: 'message';
  readonly role: 'assistant';
  readonly model: string;
}

export interface MessageEnd {
  readonly stop_reason: string;
  readonly stop_sequence: string | null;
}

/** message_start, the blocks one after the other, message_delta with the final counts, message_stop. */
export function messagesEvents(
  head: MessageHead,
  blocks: readonly ReplyBlock[],
  end: MessageEnd,
  usage: MessagesUsage,
): StreamedReply {
  const message = {
    ...head,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { ...usage, output_tokens: 1, ...steadyUsage(usage) },
  };
  const steps: Step[] = [{ token: 0, text: event('message_start', { message }) }];
  let token = 0;
  const add = (type: string, data: object): void => void steps.push({ token, text: event(type, data) });
  for (const [index, { start, first, deltas, last }] of blocks.entries()) {
    add('content_block_start', { index, content_block: start });
    if (index === 0) add('ping', {});
    if (first !== undefined) add('content_block_delta', { index, delta: first });
    for (const delta of deltas) {
      add('content_block_delta', { index, delta });
      token += 1;
    }
    if (last !== undefined) add('content_block_delta', { index, delta: last });
    add('content_block_stop', { index });
  }
  token = Math.max(0, usage.output_tokens - 1);
  add('message_delta', { delta: end, usage });
  add('message_stop', {});
  return {
    steps,
    breakage: () => event('error', { error: { type: 'overloaded_error', message: 'Overloaded' } }),
  };
}

function event(type: string, data: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
}
