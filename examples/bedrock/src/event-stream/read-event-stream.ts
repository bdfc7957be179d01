import { crc32 } from 'node:zlib';
import { Fault } from '@fairlead/plugin-sdk';
import { readHeaders, type EventMessage } from './event-message.js';

/** Length of the message, length of its headers, and a checksum of both. */
const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;
/** The format's own limit: 16 MiB of payload, 128 KiB of headers. Nothing longer is worth waiting for. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024 + 128 * 1024 + PRELUDE_BYTES + CHECKSUM_BYTES;

/**
 * The messages of an event stream, wherever the network has cut it.
 *
 * @throws Fault `protocol_error` where a checksum or a length is wrong, `stream_broken` where it ends within a message
 */
export async function* readEventStream(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<EventMessage> {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let neededBytes = PRELUDE_BYTES;
  for await (const chunk of chunks) {
    waiting.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    waitingBytes += chunk.byteLength;
    // Joined only when something is whole: a long message in many pieces is not copied for each of them.
    while (waitingBytes >= neededBytes) {
      const bytes = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting);
      const totalBytes = messageBytes(bytes);
      waiting = [bytes];
      neededBytes = totalBytes;
      if (bytes.length < totalBytes) break;
      yield readMessage(bytes.subarray(0, totalBytes));
      waiting = [bytes.subarray(totalBytes)];
      waitingBytes = bytes.length - totalBytes;
      neededBytes = PRELUDE_BYTES;
    }
  }
  if (waitingBytes > 0) throw new Fault('stream_broken', 'the event stream ended within a message');
}

/** Length of the message that begins here, its prelude checked. */
function messageBytes(bytes: Buffer): number {
  const totalBytes = bytes.readUInt32BE(0);
  const headerBytes = bytes.readUInt32BE(4);
  if (crc32(bytes.subarray(0, 8)) !== bytes.readUInt32BE(8))
    throw broken('the checksum of a prelude is wrong');
  if (totalBytes > MAX_MESSAGE_BYTES) throw broken(`a message has ${totalBytes} bytes`);
  if (totalBytes < PRELUDE_BYTES + headerBytes + CHECKSUM_BYTES)
    throw broken('a message is shorter than its headers');
  return totalBytes;
}

function readMessage(message: Buffer): EventMessage {
  const end = message.length - CHECKSUM_BYTES;
  if (crc32(message.subarray(0, end)) !== message.readUInt32BE(end))
    throw broken('the checksum of a message is wrong');
  const payloadAt = PRELUDE_BYTES + message.readUInt32BE(4);
  try {
    return {
      headers: readHeaders(message.subarray(PRELUDE_BYTES, payloadAt)),
      payload: message.subarray(payloadAt, end),
    };
  } catch {
    throw broken('the headers of a message cannot be read');
  }
}

function broken(what: string): Fault {
  return new Fault('protocol_error', `the event stream is damaged: ${what}`);
}
