import { Fault, type ReplyHeaders } from '@fairlead/plugin-sdk';
import type { HttpCall, HttpTransport } from '../transport/http-transport.js';

/** A list of models is far below this; what is longer is something else. */
const MAX_BYTES = 8 * 1024 * 1024;

export interface WholeReply {
  readonly status: number;
  readonly headers: ReplyHeaders;
  readonly body: Uint8Array;
}

/**
 * One small request and all of its reply.
 *
 * @throws Fault `timeout_connect` when it takes longer than `timeoutMs`, `protocol_error` when it is larger than 8 MiB
 */
export function fetchWhole(transport: HttpTransport, call: HttpCall, timeoutMs: number): Promise<WholeReply> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    let head: Pick<WholeReply, 'status' | 'headers'> | undefined;
    const fail = (fault: Fault): void => {
      clearTimeout(timer);
      flow.abort();
      reject(fault);
    };
    const late = (): void => fail(new Fault('timeout_connect', `no answer in ${timeoutMs} ms`));
    const timer = setTimeout(late, timeoutMs);
    const flow = transport.send(call, {
      onConnected() {},
      onHeaders: (status, headers) => (head = { status, headers }),
      onData(chunk) {
        chunks.push(chunk);
        size += chunk.length;
        if (size > MAX_BYTES)
          fail(new Fault('protocol_error', `the reply is larger than ${MAX_BYTES} bytes`));
      },
      onEnd() {
        clearTimeout(timer);
        resolve({ ...head!, body: Buffer.concat(chunks) });
      },
      onError: fail,
    });
  });
}
