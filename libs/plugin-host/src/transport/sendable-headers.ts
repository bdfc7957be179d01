import { validateHeaderName, validateHeaderValue } from 'node:http';
import { Fault } from '@fairlead/plugin-sdk';

/** They belong to the connection, or say what can be read from it: the host's business. */
const OURS: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The last value of each name that could be sent: most headers are the same in every request. */
const proven = new Map<string, string>();
/** Names are the plugins' and the configuration's, few unless somebody makes them up. */
const MAX_PROVEN = 1000;

/**
 * Header names in lower case, those of the connection set as this host needs them. Checked here since a connection pool that meets an
 * unsendable header only when it writes loses a connection to it.
 *
 * @throws Fault `gateway_error` that names the header and never its value
 */
export function sendableHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const sendable: Record<string, string> = { 'accept-encoding': 'identity' };
  for (const name in headers) {
    const value = headers[name]!;
    const key = name.toLowerCase();
    if (OURS.has(key)) continue;
    if (proven.get(key) !== value) prove(key, value);
    sendable[key] = value;
  }
  return sendable;
}

function prove(key: string, value: string): void {
  try {
    validateHeaderName(key);
    validateHeaderValue(key, value);
  } catch {
    const reason = value === undefined ? 'it has no value' : 'it holds characters that HTTP does not allow';
    throw new Fault('gateway_error', `the header "${key}" cannot be sent: ${reason}`);
  }
  if (proven.size >= MAX_PROVEN) proven.clear();
  proven.set(key, value);
}
