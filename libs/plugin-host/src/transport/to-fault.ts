import { Fault, type FaultClass } from '@fairlead/plugin-sdk';

const SAID: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection; nothing listens there',
  ECONNRESET: 'reset the connection',
  EPIPE: 'closed the connection',
  ENOTFOUND: 'has no address; check the host name and the resolver',
  EAI_AGAIN: 'could not be looked up; the resolver does not answer',
  EHOSTUNREACH: 'cannot be reached; check routes and firewalls',
  ENETUNREACH: 'cannot be reached; check routes and firewalls',
  ETIMEDOUT: 'did not answer the connection attempt',
  UND_ERR_CONNECT_TIMEOUT: 'did not accept a connection in time',
  UND_ERR_SOCKET: 'closed the connection',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a self-signed certificate; give its authority as "ca"',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a certificate of an unknown authority; give it as "ca"',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'has a certificate of an unknown authority; give it as "ca"',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'has a certificate of an unknown authority; give it as "ca"',
  CERT_HAS_EXPIRED: 'has an expired certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate for another name',
};

/** What a socket's error means for the attempt, by how far the reply had come. */
export function toFault(
  error: Error,
  endpoint: string,
  { replied, reused }: { replied: boolean; reused: boolean },
): Fault {
  const code = codeOf(error);
  const said = SAID[code] ?? `failed: ${error.message}`;
  const message = `${endpoint} ${said}${code === '' ? '' : ` (${code})`}`;
  if (replied) return new Fault('stream_broken', message);
  const stale = reused && STALE.has(code);
  return new Fault(classOf(error, code), message, stale ? { staleConnection: true } : {});
}

const STALE: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

function classOf(error: Error, code: string): FaultClass {
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return 'timeout_connect';
  return code.startsWith('HPE_') || error.name === 'HTTPParserError' ? 'protocol_error' : 'connect_error';
}

/** Several addresses may have been tried at once; the first one's error stands for them. */
function codeOf(error: Error & { code?: unknown; errors?: readonly unknown[] }): string {
  if (typeof error.code === 'string') return error.code;
  const first = error.errors?.[0];
  return first instanceof Error ? codeOf(first) : '';
}
