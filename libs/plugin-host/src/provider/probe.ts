import { connect as tcpConnect } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { Fault, type Failure, type FaultClass, type ReplyHeaders } from '@fairlead/plugin-sdk';
import { classify, openAiChat, retryAfterMs } from '@fairlead/dialects';
import type { HttpCall, HttpTransport } from '../transport/http-transport.js';
import { toFault } from '../transport/to-fault.js';

export type ProbeResult =
  | { readonly result: 'ok' }
  | { readonly result: FaultClass; readonly message: string; readonly retryAfterMs?: number };

interface Limits {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** One token-free request. Any 2xx passes; the body is not read. */
export function probeHttp(
  transport: HttpTransport,
  call: HttpCall,
  { signal, timeoutMs }: Limits,
  refine: (failure: Failure) => FaultClass | undefined,
): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const finish = (result: ProbeResult): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
      flow.abort();
      resolve(result);
    };
    const leave = (): void => finish({ result: 'cancelled', message: 'the gateway is stopping' });
    const timer = setTimeout(
      () => finish({ result: 'timeout_connect', message: `no answer in ${timeoutMs} ms` }),
      timeoutMs,
    );
    signal.addEventListener('abort', leave);
    const flow = transport.send(call, {
      onConnected() {},
      onHeaders: (status, headers) => finish(judge(status, headers, refine)),
      onData() {},
      onEnd() {},
      onError: (fault) => finish({ result: fault.faultClass, message: fault.message }),
    });
  });
}

function judge(
  status: number,
  headers: ReplyHeaders,
  refine: (failure: Failure) => FaultClass | undefined,
): ProbeResult {
  if (status >= 200 && status < 300) return { result: 'ok' };
  const failure = openAiChat.readFailure(status, headers, new Uint8Array());
  const hint = retryAfterMs(headers);
  return {
    result: refine(failure) ?? classify(failure),
    message: `answered ${status}`,
    ...(hint !== undefined && { retryAfterMs: hint }),
  };
}

/** A TCP connection, and for https the TLS handshake with the certificate checked. Nothing is sent. */
export function probeTcp(
  url: URL,
  ca: string | undefined,
  { signal, timeoutMs }: Limits,
): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const secure = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const port = Number(url.port || (secure ? 443 : 80));
    const socket = secure
      ? tlsConnect({ host, port, servername: host, ...(ca !== undefined && { ca }) })
      : tcpConnect({ host, port });
    const finish = (result: ProbeResult): void => {
      signal.removeEventListener('abort', leave);
      socket.destroy();
      resolve(result);
    };
    const leave = (): void => finish({ result: 'cancelled', message: 'the gateway is stopping' });
    signal.addEventListener('abort', leave);
    socket.setTimeout(timeoutMs, () =>
      finish({ result: 'timeout_connect', message: `no handshake in ${timeoutMs} ms` }),
    );
    socket.once(secure ? 'secureConnect' : 'connect', () => finish({ result: 'ok' }));
    socket.once('error', (error) => {
      const fault: Fault = toFault(error, `${host}:${port}`, { replied: false, reused: false });
      finish({ result: fault.faultClass, message: fault.message });
    });
  });
}
