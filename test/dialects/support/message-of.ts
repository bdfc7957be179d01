import { ReadableStream } from 'node:stream/web';
import { MessageStream } from '@anthropic-ai/sdk/lib/MessageStream';
import { anthropicMessages, type StreamEvent } from '@fairlead/dialects';

type Json = Record<string, unknown>;

/** Events of a stream as the gateway judges them. @param cuts where the bytes are cut into chunks */
export function judgedMessages(bytes: Uint8Array, cuts: readonly number[] = []): StreamEvent[] {
  const reading = anthropicMessages.openStream();
  const events: StreamEvent[] = [];
  let from = 0;
  for (const to of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    events.push(...reading.feed(bytes.slice(from, to)));
    from = to;
  }
  return [...events, ...reading.flush()];
}

/** The message that the vendor's own client library makes of a stream. */
export async function messageOf(sse: string): Promise<Json> {
  const events = judgedMessages(Buffer.from(sse)).flatMap(({ json }) => json ?? []);
  const lines = [...events, { type: 'message_stop' }].map((json) => `${JSON.stringify(json)}\n`);
  const stream = ReadableStream.from(lines.map((line) => Buffer.from(line)));
  // The library adds a field of its own for answers that it parsed.
  const { parsed_output: _parsed, ...message } = await MessageStream.fromReadableStream(
    stream as never,
  ).finalMessage();
  return JSON.parse(JSON.stringify(message)) as Json;
}
