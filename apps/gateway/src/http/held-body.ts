import type { Readable } from 'node:stream';

/** So much is set aside on the word of a header alone; more than that follows what has come. */
const TRUSTED_BYTES = 1024 * 1024;
/** A body whose length is declared grows in few steps. */
const GROWTH = 4;
const NOTHING = Buffer.alloc(0);

/**
 * Reads a body that is held whole, into one buffer of its size: pieces are let go of as they come, and a body of one piece is
 * that piece. Whoever declares much and sends little holds at most four times what was sent, or 1 MiB.
 *
 * @param declaredBytes by the request's header; undefined for a body that comes in chunks
 * @param done hears of the body, or of an error with the status of its refusal, once
 */
export function holdBody(
  payload: Readable,
  declaredBytes: number | undefined,
  limitBytes: number,
  done: (error: Error | null, body?: Buffer) => void,
): void {
  if (declaredBytes !== undefined && declaredBytes > limitBytes) return done(tooLarge());
  const most = declaredBytes ?? limitBytes;
  const least = declaredBytes === undefined ? 0 : Math.min(declaredBytes, TRUSTED_BYTES);
  let held: Buffer = NOTHING;
  let size = 0;
  const end = (error?: Error | null): void => {
    payload.off('data', take).off('end', end).off('error', end);
    if (error) done(Object.assign(error, { statusCode: 400 }));
    else done(null, held.length === size ? held : held.subarray(0, size));
  };
  const take = (chunk: Buffer): void => {
    const before = size;
    size += chunk.length;
    if (size > limitBytes) {
      payload.off('data', take).off('end', end).off('error', end);
      return done(tooLarge());
    }
    // A view of memory that others share would keep all of it.
    if (before === 0 && size === most && chunk.buffer.byteLength === size) {
      held = chunk;
      return;
    }
    if (size > held.length) {
      held = grown(held, before, Math.min(most, Math.max(least, size * GROWTH)));
    }
    chunk.copy(held, before);
  };
  payload.on('data', take).on('end', end).on('error', end);
}

function grown(held: Buffer, usedBytes: number, bytes: number): Buffer {
  // Memory that is never written to is never taken from the system.
  const larger = Buffer.allocUnsafeSlow(bytes);
  held.copy(larger, 0, 0, usedBytes);
  return larger;
}

function tooLarge(): Error {
  return Object.assign(new Error('The request body is too large.'), { statusCode: 413 });
}
