import { setTimeout as sleep } from 'node:timers/promises';
import { HASTY_MODEL, PATIENCE_MS } from '../../berth/berth.js';
import type { ProviderCase } from '../provider-case.js';
import { open, send, whole } from '../streamed.js';

/** Of the policy's patience, between two pieces of a slow stream. */
const SLOW_MS = PATIENCE_MS / 5;

/** A good stream is understood, however it arrives. */
export const WHOLE_STREAMS: readonly ProviderCase[] = [
  {
    code: 'provider.stream.bytes',
    title: 'a stream that arrives byte by byte, characters cut in two',
    run: whole(async (response, native) => {
      open(response, native);
      for (const byte of Buffer.concat(native.pieces)) {
        response.write(Uint8Array.of(byte));
        if (byte > 0x7f) await sleep(1);
      }
      response.end();
    }),
  },
  {
    code: 'provider.stream.at_once',
    title: 'a stream that arrives in one piece',
    run: whole((response, native) => {
      open(response, native);
      response.end(Buffer.concat(native.pieces));
    }),
  },
  {
    code: 'provider.stream.slow',
    title: 'a stream that drips, each piece within the policy’s patience',
    run: whole(
      async (response, native) => {
        open(response, native);
        await send(response, native.pieces, SLOW_MS);
        response.end();
      },
      { model: HASTY_MODEL, long: true },
    ),
  },
  {
    code: 'provider.stream.comments',
    title: 'comments and CRLF between events',
    run: whole(
      (response, native) => {
        open(response, native);
        response.write(': kit\r\n\r\n');
        for (const piece of native.pieces)
          response.write(Buffer.from(piece).toString().replaceAll('\n', '\r\n'));
        response.end();
      },
      { events: true },
    ),
  },
  {
    code: 'provider.stream.no_terminator',
    title: 'a stream that is whole but for its terminator is whole',
    run: whole(
      (response, native, { vendors }) => {
        open(response, native);
        const end = vendors!.terminator.length;
        response.end(Buffer.concat(native.pieces).subarray(0, end === 0 ? undefined : -end));
      },
      { spoken: true },
    ),
  },
];
