import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FinishReason, Reply, TokenUsage } from '@fairlead/plugin-sdk';
import type { NativeReply } from './native-reply.js';

/**
 * A recorded answer of a vendor, for providers whose protocol the kit cannot speak: `fixtures/<case>.json` in the plugin's
 * folder, with what it says in the kit's words.
 */
export interface Fixture {
  readonly reply?: Recorded;
  readonly stream?: Recorded;
  readonly says: {
    readonly text?: string;
    readonly reasoning?: string;
    readonly calls?: readonly { readonly name: string; readonly input: unknown }[];
    readonly finish?: FinishReason;
    readonly usage?: TokenUsage;
  };
}

interface Recorded {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text as it stands. */
  readonly body?: unknown;
  /** Pieces of a stream, as text. */
  readonly chunks?: readonly string[];
  /** The same for bytes that are no text. */
  readonly base64?: readonly string[];
}

/** @returns undefined where the plugin has none of this name */
export function readFixture(folder: string, name: string): Fixture | undefined {
  const file = join(folder, 'fixtures', `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Fixture) : undefined;
}

export function nativeOf({ reply, stream }: Fixture, streamed: boolean): NativeReply | undefined {
  const recorded = streamed ? stream : reply;
  if (recorded === undefined) return undefined;
  const { status = 200, headers = {}, body, chunks, base64 } = recorded;
  const pieces = base64?.map((text) => Buffer.from(text, 'base64')) ??
    chunks?.map((text) => Buffer.from(text, 'utf8')) ?? [
      Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8'),
    ];
  const type = streamed ? 'text/event-stream' : 'application/json';
  return { status, headers: { 'content-type': type, ...headers }, pieces };
}

/** What the fixture says, as the reply that a caller must end up with. */
export function replyOf({ says }: Fixture): Reply {
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
