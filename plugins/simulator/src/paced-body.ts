import { Fault, type WireCall } from '@fairlead/plugin-sdk';
import { pause, untilGivenUp } from './pause.js';

/** A piece of a reply and when it is due, in ms since the request came. */
export interface Part {
  readonly dueMs: number;
  readonly text: string;
}

/** How it ends: well; half-way, by a break or in silence; or half-way with last words. */
export type Ending = 'whole' | 'cut_stream' | 'stall' | { readonly lastWords: (sentParts: number) => string };

/** Gives out the parts when they are due, all of them or the first half. A slow reader is not waited for twice. */
export async function* pacedBody(
  parts: readonly Part[],
  ending: Ending,
  startMs: number,
  call: WireCall,
): AsyncGenerator<Uint8Array> {
  const sent = ending === 'whole' ? parts : firstHalf(parts);
  for (const { dueMs, text } of sent) {
    await pause(startMs + dueMs - call.clock.now(), call);
    yield* ragged(new TextEncoder().encode(text));
  }
  if (typeof ending === 'object') yield new TextEncoder().encode(ending.lastWords(sent.length));
  if (ending === 'stall') await untilGivenUp(call);
  if (ending === 'cut_stream') throw new Fault('stream_broken', 'the simulated provider broke off');
}

/** A network does not care for characters: one of several bytes comes in two chunks, so that readers are put to the test. */
function* ragged(bytes: Uint8Array): Generator<Uint8Array> {
  const cut = bytes.findIndex((byte) => byte >= 0x80) + 1;
  if (cut > 0) yield bytes.subarray(0, cut);
  yield bytes.subarray(cut);
}

function firstHalf(parts: readonly Part[]): readonly Part[] {
  if (parts.length > 1) return parts.slice(0, Math.ceil(parts.length / 2));
  return parts.map(({ dueMs, text }) => ({ dueMs, text: text.slice(0, Math.ceil(text.length / 2)) }));
}
