import {
  dialectOf,
  type Codec,
  type Dialect,
  type EncodingContext,
  type StreamPart,
} from '@fairlead/dialects';
import { CONVERSATION_DIALECTS, type ConversationDialect } from '@fairlead/plugin-sdk';
import type { CaptureFilter } from '../../support/fixtures.js';

type Json = Record<string, unknown>;

/** Which captures are of which dialect, and whose. */
export const CAPTURED: readonly {
  readonly name: ConversationDialect;
  readonly endpoints: readonly CaptureFilter['endpoint'][];
  readonly providers: readonly string[];
}[] = [
  {
    name: 'openai-chat',
    endpoints: ['chat.completions'],
    providers: ['openai', 'azure', 'deepseek', 'openrouter', 'mistral', 'groq', 'xai'],
  },
  {
    name: 'openai-responses',
    endpoints: ['responses'],
    providers: ['openai', 'azure', 'deepseek', 'openrouter', 'xai'],
  },
  { name: 'anthropic-messages', endpoints: ['messages'], providers: ['anthropic'] },
  {
    name: 'gemini',
    endpoints: ['generateContent', 'streamGenerateContent'],
    providers: ['gemini', 'vertex'],
  },
];

export const others = (name: ConversationDialect): ConversationDialect[] =>
  CONVERSATION_DIALECTS.filter((other) => other !== name);

export function spoken(name: ConversationDialect): Dialect & { readonly codec: Codec } {
  const dialect = dialectOf(name)!;
  return { ...dialect, codec: dialect.codec! };
}

export const context: EncodingContext = {
  seed: '0123456789abcdef0123456789abcdef',
  nowS: 1_700_000_000,
  conversation: { model: 'm', stream: true, includeUsage: true, messages: [] },
  request: {},
};

/** As it leaves: a value that JSON drops is none. */
export const asSent = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** What a stream's text says, step by step; nothing of it may be unreadable. */
export function decoded(name: ConversationDialect, sse: string): StreamPart[] {
  const dialect = spoken(name);
  const reading = dialect.openStream();
  const decoder = dialect.codec.openDecoder();
  const events = [...reading.feed(Buffer.from(sse)), ...reading.flush()];
  const parts = events.flatMap(({ name: event, json }) =>
    json === undefined ? [] : decoder.read({ ...(event !== undefined && { name: event }), json }),
  );
  return [...parts, ...decoder.finish()];
}

/** The same stream in another dialect, as text. */
export function restreamed(from: ConversationDialect, to: ConversationDialect, sse: string): string {
  const encoder = spoken(to).codec.openEncoder(context);
  return decoded(from, sse)
    .map((part) => encoder.write(part))
    .join('');
}
