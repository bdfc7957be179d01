import type { Candidate } from '../reply/answer.js';

/** What one chunk says of a choice. */
export interface ChatDelta {
  readonly delta: object;
  readonly finishReason: string | null;
  /** Whether it brings a token. */
  readonly bringsToken: boolean;
}

/** @param ids of the calls, in their order */
export function chatDeltas(
  { thought = [], text, calls, finish }: Candidate,
  ids: readonly string[],
): readonly ChatDelta[] {
  const content = calls.length > 0 ? null : '';
  return [
    quiet({ role: 'assistant', content }),
    ...thought.map((text) => brings({ reasoning_content: text })),
    ...text.map((text) => brings({ content: text })),
    ...calls.flatMap(({ name, tokens }, index) => [
      quiet({ tool_calls: [{ index, id: ids[index], type: 'function', function: { name, arguments: '' } }] }),
      ...tokens.map((text) => brings({ tool_calls: [{ index, function: { arguments: text } }] })),
    ]),
    { delta: {}, finishReason: finish, bringsToken: false },
  ];
}

const quiet = (delta: object): ChatDelta => ({ delta, finishReason: null, bringsToken: false });
const brings = (delta: object): ChatDelta => ({ delta, finishReason: null, bringsToken: true });
