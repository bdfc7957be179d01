import { DIALECTS, type Clock, type DialectName, type Provider, type WireReply } from '@fairlead/plugin-sdk';
import plugin from '../index.js';
import { LeapingClock } from './leaping-clock.js';

type Json = Record<string, unknown>;

/** @throws Error with all that is wrong with the options */
export function simulator(options: Json = {}): Provider {
  const definition = plugin.providers!['simulator']!;
  const parsed = definition.config.parse(options);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  return definition.create(parsed.value, { name: 'alpha', clock: new LeapingClock() });
}

interface Sending {
  readonly dialect?: DialectName;
  /** Where the address says it and not the body. */
  readonly stream?: boolean;
  readonly model?: string;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/** Sends one request, as the host would. */
export function send(provider: Provider, body: Json, sending: Sending = {}): Promise<WireReply> {
  const {
    dialect = provider.speaks![0]! as DialectName,
    model = 'swift',
    stream = body['stream'] === true,
  } = sending;
  const { clock = new LeapingClock(), signal = new AbortController().signal } = sending;
  // Only one vendor keeps the model out of the body.
  const whole = dialect.startsWith('gemini') ? body : { model, ...body };
  const bytes = new TextEncoder().encode(JSON.stringify(whole));
  const request = { operation: DIALECTS[dialect], dialect, model, stream, body: bytes, headers: {} };
  return provider.respond!(request, { signal, clock });
}

/** The body's text, and what it ended with when not well. */
export async function read(reply: WireReply): Promise<{ readonly text: string; readonly error?: unknown }> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of reply.body) chunks.push(chunk);
  } catch (error) {
    return { text: Buffer.concat(chunks).toString(), error };
  }
  return { text: Buffer.concat(chunks).toString() };
}

interface Delta {
  readonly role?: string;
  readonly content?: string | null;
  readonly tool_calls?: readonly {
    readonly id?: string;
    readonly function: { readonly name?: string; readonly arguments: string };
  }[];
}

export interface Chunk {
  readonly model: string;
  readonly choices: readonly {
    readonly index: number;
    readonly delta: Delta;
    readonly finish_reason: string | null;
  }[];
  readonly usage?: Json | null;
}

/** The chunks of a stream, without the terminator. */
export function chunksOf(text: string): readonly Chunk[] {
  const data = text.split('\n\n').filter((event) => event.startsWith('data: {'));
  return data.map((event) => JSON.parse(event.slice('data: '.length)) as Chunk);
}

export interface Completion {
  readonly model: string;
  readonly choices: readonly [{ readonly message: Delta; readonly finish_reason: string }];
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number };
}

/** Sends a chat request that is answered whole. */
export async function complete(provider: Provider, body: Json): Promise<Completion> {
  return JSON.parse((await read(await send(provider, body))).text) as Completion;
}

/** Status and parsed body of a reply in one piece. */
export async function ask(
  provider: Provider,
  body: Json,
  sending?: Sending,
): Promise<{ status: number; json: Json }> {
  const reply = await send(provider, body, sending);
  return { status: reply.status, json: JSON.parse((await read(reply)).text) as Json };
}

/** The data of a stream's events, terminators left out. */
export async function stream(
  provider: Provider,
  body: Json,
  sending: Sending = {},
): Promise<readonly Json[]> {
  const { text } = await read(await send(provider, body, { stream: true, ...sending }));
  return Array.from(text.matchAll(/^data: (\{.*)$/gm), ([, data]) => JSON.parse(data!) as Json);
}
