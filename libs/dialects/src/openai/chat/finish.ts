import type { Finish, FinishReason } from '../../form/index.js';

const BY_WORD: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
  content_filter: 'content_filter',
  // One vendor's word for a window that is full.
  model_length: 'context_length',
};

/** Undefined where the choice has not ended. */
export function decodeFinish(word: unknown): Finish | undefined {
  if (typeof word !== 'string' || word === '') return undefined;
  return { reason: Object.hasOwn(BY_WORD, word) ? BY_WORD[word]! : 'other' };
}

/** Clients know five words and no more. */
export function writeFinish({ reason }: Finish): string {
  switch (reason) {
    case 'length':
    case 'context_length':
      return 'length';
    case 'tool_calls':
      return 'tool_calls';
    case 'content_filter':
    case 'refusal':
      return 'content_filter';
    case 'stop':
    case 'stop_sequence':
    case 'pause':
    case 'malformed_call':
    case 'other':
      return 'stop';
  }
}
