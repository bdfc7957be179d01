import { Fault, type FaultClass } from '@fairlead/plugin-sdk';

const SAID: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection; nothing listens there',
  ECONNRESET: 'reset the connection',
  EPIPE: 'closed the connection',
  ENOTFOUND: 'has no address; check the host name and the resolver',
  EAI_AGAIN: 'could not be looked up; the resolver does not answer',
  EHOSTUNREACH: 'cannot be reached; check routes and firewalls',
  ENETUNREACH: 'cannot be reached; check routes and firewalls',
  ETIMEDOUT: 'did not answer',
  EPROTO: 'failed the TLS handshake; check that the URL has the right scheme and port',
  ERR_SSL_WRONG_VERSION_NUMBER: 'does not speak TLS there; check that the URL has the right scheme and port',
  UND_ERR_CONNECT_TIMEOUT: 'did not accept a connection in time',
  UND_ERR_SOCKET: 'closed the connection',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'sent a body of another length than announced',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a self-signed certificate; give its authority as "ca"',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a certificate of an unknown authority; give it as "ca"',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'has a certificate of an unknown authority; give it as "ca"',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'has a certificate of an unknown authority; give it as "ca"',
  CERT_HAS_EXPIRED: 'has an expired certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate for another name',
};

/** How a kept-alive connection ends whose other side had closed it before it saw the request. */
const STALE: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** The request itself is at fault, or the host is stopping: nobody else is to blame. */
const OURS: ReadonlySet<string> = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
]);

/** undici's parser errors carry no code, only a name. */
const NO_HTTP: ReadonlySet<string> = new Set(['HTTPParserError', 'UND_ERR_HEADERS_OVERFLOW']);

/** How far an attempt had come. */
export interface Progress {
  /** The request was given to a connection. */
  readonly sent: boolean;
  /** A byte of the reply was seen. */
  readonly begun: boolean;
  /** Its head was complete. */
  readonly replied: boolean;
  /** The connection had served a request before. */
  readonly reused: boolean;
}

/** What a socket's error means for the attempt, by how far it had come. */
export function toFault(error: Error, endpoint: string, progress: Progress): Fault {
  const { code, syscall } = describe(error);
  const said = SAID[code] ?? `failed: ${error.message}`;
  const message = `${endpoint} ${said}${code === '' ? '' : ` (${code})`}`;
  const stale = progress.reused && !progress.begun && STALE.has(code);
  return new Fault(classOf(code, syscall, progress), message, stale ? { staleConnection: true } : {});
}

function classOf(code: string, syscall: string, { sent, begun, replied }: Progress): FaultClass {
  // Once sent, this is a proxy that wants credentials (407): no reply of the provider's.
  if (code === 'UND_ERR_INVALID_ARG' && sent) return 'connect_error';
  if (OURS.has(code)) return 'gateway_error';
  if (!sent && (code === 'UND_ERR_CONNECT_TIMEOUT' || (code === 'ETIMEDOUT' && syscall === 'connect')))
    return 'timeout_connect';
  // A reply whose head is no HTTP is no broken stream: it never began.
  if (NO_HTTP.has(code)) return replied ? 'stream_broken' : 'protocol_error';
  return begun ? 'stream_broken' : 'connect_error';
}

/** Several addresses may have been tried at once; the first one's error stands for them. */
function describe(error: Error & { code?: unknown; syscall?: unknown; errors?: readonly unknown[] }): {
  readonly code: string;
  readonly syscall: string;
} {
  if (typeof error.code === 'string')
    return { code: error.code, syscall: typeof error.syscall === 'string' ? error.syscall : '' };
  const first = error.errors?.[0];
  return first instanceof Error
    ? describe(first)
    : { code: NO_HTTP.has(error.name) ? error.name : '', syscall: '' };
}
