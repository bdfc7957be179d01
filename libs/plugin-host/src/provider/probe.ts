import {
  classify,
  Fault,
  retryAfterMs,
  type Failure,
  type FaultClass,
  type ReplyHeaders,
} from '@fairlead/plugin-sdk';
import { openAiChat } from '@fairlead/dialects';
import { hostPort, type Egress, type HttpCall, type HttpTransport } from '../transport/http-transport.js';
import { toFault } from '../transport/to-fault.js';

export type ProbeResult =
  | { readonly result: 'ok' }
  | {
      readonly result: FaultClass;
      /** The provider's HTTP status, where one arrived. */
      readonly status?: number;
      readonly retryAfterMs?: number;
      readonly message: string;
    };

interface Limits {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** One token-free request, judged by its status; the body is not read. */
export function probeHttp(
  transport: HttpTransport,
  call: HttpCall,
  limits: Limits,
  judge: (status: number, headers: ReplyHeaders) => ProbeResult,
): Promise<ProbeResult> {
  return within(limits, `no answer in ${limits.timeoutMs} ms`, (finish) => {
    const flow = transport.send(call, {
      onConnected() {},
      onHeaders: (status, headers) => finish(judge(status, headers)),
      onData() {},
      onEnd() {},
      onError: (fault) => finish(failed(fault)),
    });
    return () => flow.abort();
  });
}

/**
 * Any 2xx passes; the rest is classified as a request's refusal would be.
 *
 * @param body where it was read: vendors' codes are more exact than a status
 */
export function judgeReply(
  status: number,
  headers: ReplyHeaders,
  refine: (failure: Failure) => FaultClass | undefined,
  body: Uint8Array = new Uint8Array(),
): ProbeResult {
  if (status >= 200 && status < 300) return { result: 'ok' };
  const failure = openAiChat.readFailure(status, headers, body);
  const hint = retryAfterMs(headers);
  return {
    result: refine(failure) ?? classify(failure),
    status,
    message: failure.message === undefined ? `answered ${status}` : `answered ${status}: ${failure.message}`,
    ...(hint !== undefined && { retryAfterMs: hint }),
  };
}

/**
 * A TCP connection, and for https the TLS handshake with the certificate checked. Nothing is sent, except through a
 * proxy: there only a request goes all the way, so it is one without credentials, and any reply of the provider's
 * passes.
 */
export function probeTcp(
  transport: HttpTransport,
  url: URL,
  egress: Egress,
  limits: Limits,
): Promise<ProbeResult> {
  if (transport.proxyOf(url) !== undefined) {
    const call: HttpCall = { method: 'HEAD', url: url.origin, headers: {}, egress };
    const secure = url.protocol === 'https:';
    return probeHttp(transport, call, limits, (status) => judgeReach(status, secure));
  }
  return within(limits, `no handshake in ${limits.timeoutMs} ms`, (finish) => {
    const attempt = transport.handshake(url, egress);
    const progress = { sent: false, begun: false, replied: false, reused: false };
    attempt.done.then(
      () => finish({ result: 'ok' }),
      (error: Error) => finish(failed(toFault(error, hostPort(url), progress))),
    );
    return () => attempt.abort();
  });
}

/** Of plain HTTP, a proxy that reaches nobody answers itself, with one of these. A tunnel's reply is the provider's. */
const UNREACHED: ReadonlySet<number> = new Set([502, 503, 504]);

function judgeReach(status: number, tunnelled: boolean): ProbeResult {
  if (tunnelled || !UNREACHED.has(status)) return { result: 'ok' };
  return { result: 'connect_error', status, message: `the proxy, or what is behind it, answered ${status}` };
}

function failed({ faultClass, message }: Fault): ProbeResult {
  return { result: faultClass, message };
}

/** The first word counts: the probe's own, the time limit's, or that of whoever stops it. */
function within(
  { signal, timeoutMs }: Limits,
  late: string,
  start: (finish: (result: ProbeResult) => void) => () => void,
): Promise<ProbeResult> {
  const left: ProbeResult = { result: 'cancelled', message: 'the gateway is stopping' };
  if (signal.aborted) return Promise.resolve(left);
  return new Promise((resolve) => {
    const finish = (result: ProbeResult): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
      abort();
      resolve(result);
    };
    const leave = (): void => finish(left);
    const timer = setTimeout(() => finish({ result: 'timeout_connect', message: late }), timeoutMs);
    signal.addEventListener('abort', leave);
    const abort = start(finish);
  });
}
