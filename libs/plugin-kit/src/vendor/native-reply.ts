import type { Reply, StreamPart } from '@fairlead/plugin-sdk';
import type { Dialect, EncodingContext } from '@fairlead/dialects';
import type { Behaviour } from './vendor.js';

/** A reply in the vendor's own bytes. A stream is in the pieces in which it is sent. */
export interface NativeReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: readonly Uint8Array[];
  /** Which piece, counted from 0, a longer answer has any number of times. */
  readonly repeats?: number;
}

const CONTEXT: EncodingContext = {
  seed: '0123456789abcdef0123456789abcdef',
  nowS: 1_700_000_000,
  conversation: { model: 'kit-model', stream: true, includeUsage: true, messages: [] },
  request: {},
};

/** What a vendor of one of the host's dialects would send for this answer. */
export function nativeReply({ codec }: Dialect, reply: Reply, stream: boolean): NativeReply {
  if (!stream) {
    const body = Buffer.from(JSON.stringify(codec!.encodeReply(reply, CONTEXT)), 'utf8');
    return { status: 200, headers: { 'content-type': 'application/json' }, pieces: [body] };
  }
  const encoder = codec!.openEncoder(CONTEXT);
  const said = partsOf(reply)
    .map((part) => ({ text: encoder.write(part), grows: part.kind === 'delta' }))
    .filter(({ text }) => text !== '');
  const repeats = said.findIndex(({ grows }) => grows);
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    pieces: said.map(({ text }) => Buffer.from(text, 'utf8')),
    ...(repeats >= 0 && { repeats }),
  };
}

/** A whole reply as the stream that gives it. Texts come in two pieces. */
function partsOf({ id, model, choices, usage }: Reply): StreamPart[] {
  const parts: StreamPart[] = [{ kind: 'start', ...(id && { id }), ...(model && { model }) }];
  let block = 0;
  for (const { index: choice, parts: whole } of choices) {
    for (const part of whole) {
      const text = part.kind === 'tool_call' ? part.input : 'text' in part ? part.text : undefined;
      const empty = part.kind === 'tool_call' ? { ...part, input: '' } : { ...part, text: '' };
      parts.push({ kind: 'open', choice, block, part: (text === undefined ? part : empty) as never });
      for (const piece of halves(text ?? '')) parts.push({ kind: 'delta', block, text: piece });
      parts.push({ kind: 'close', block: block++ });
    }
  }
  for (const { index: choice, finish } of choices) parts.push({ kind: 'finish', choice, finish });
  if (usage) parts.push({ kind: 'usage', usage });
  return [...parts, { kind: 'end' }];
}

function halves(text: string): string[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)].filter((piece) => piece !== '');
}

/** The server gives this reply, a piece at a time. */
export function giving({ status, headers, pieces }: NativeReply): Behaviour {
  return async (response) => {
    response.writeHead(status, headers);
    for (const piece of pieces) {
      response.write(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  };
}
