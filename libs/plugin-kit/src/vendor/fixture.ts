import type { Reply } from '@fairlead/plugin-sdk';
import type { AnswerFixture, RecordedReply } from '@fairlead/plugin-sdk/testing';
import type { NativeReply } from './native-reply.js';

/** The bytes of a recorded reply. */
export function nativeOf(recorded: RecordedReply, streamed: boolean): NativeReply {
  const { status = 200, headers = {}, body = '', chunks, base64, repeats } = recorded;
  const pieces = base64?.map((text) => Buffer.from(text, 'base64')) ??
    chunks?.map((text) => Buffer.from(text, 'utf8')) ?? [
      Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8'),
    ];
  const type = streamed ? 'text/event-stream' : 'application/json';
  const all = { 'content-type': type, ...headers };
  return { status, headers: all, pieces, ...(repeats !== undefined && { repeats }) };
}

/** What the fixture says, as the reply that a caller must end up with. */
export function replyOf({ says }: AnswerFixture): Reply {
  const { text, reasoning, calls = [], finish = 'stop', usage } = says;
  return {
    choices: [
      {
        index: 0,
        parts: [
          ...(reasoning === undefined ? [] : [{ kind: 'reasoning' as const, text: reasoning }]),
          ...(text === undefined ? [] : [{ kind: 'text' as const, text }]),
          ...calls.map(({ name, input }) => ({
            kind: 'tool_call' as const,
            id: name,
            name,
            input: JSON.stringify(input),
          })),
        ],
        finish: { reason: finish },
      },
    ],
    ...(usage && { usage: { tokens: usage } }),
  };
}
