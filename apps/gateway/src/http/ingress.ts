import type { IncomingHttpHeaders } from 'node:http';
import type { DialectName } from '@fairlead/plugin-sdk';
import type { Ingress } from '@fairlead/engine';
import type { Endpoint } from './endpoints.js';
import { newId } from './new-id.js';

const LABEL_PREFIX = 'x-fairlead-label-';
/** Headers with which a dialect's callers ask for more than its body says; they mean nothing in another one. */
const OF_DIALECT: Readonly<Partial<Record<DialectName, readonly string[]>>> = {
  'anthropic-messages': ['anthropic-beta', 'anthropic-version'],
  'anthropic-count-tokens': ['anthropic-beta', 'anthropic-version'],
};

const NO_NAMES: readonly string[] = [];

const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Takes from a request's headers what the engine may know; everything else, keys first of all, stays behind. */
export function toIngress(
  { dialect, call, framing }: Endpoint,
  headers: IncomingHttpHeaders,
  body: Uint8Array,
  forwardHeaders: readonly string[],
): Ingress {
  const timeoutMs = Number(single(headers['x-request-timeout-ms']));
  return {
    requestId: requestId(headers),
    dialect,
    body,
    call,
    framing,
    headers,
    labels: labels(headers),
    forward: forwarded(headers, forwardHeaders),
    dialectHeaders: picked(headers, OF_DIALECT[dialect.name] ?? NO_NAMES),
    timeoutMs: timeoutMs > 0 ? timeoutMs : undefined,
    clientRetry: Number(single(headers['x-stainless-retry-count'])) > 0,
    explain: headers['x-fairlead-explain'] === '1' || undefined,
  };
}

/** The caller's own id when it is fit for logs and headers, else a new one. */
export function requestId(headers: IncomingHttpHeaders): string {
  const given = single(headers['x-request-id']);
  return given !== undefined && /^[\w.:-]{1,128}$/.test(given) ? given : `req_${newId()}`;
}

function labels(headers: IncomingHttpHeaders): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name in headers) {
    if (name.startsWith(LABEL_PREFIX)) found[name.slice(LABEL_PREFIX.length)] = single(headers[name]) ?? '';
  }
  return found;
}

function forwarded(headers: IncomingHttpHeaders, names: readonly string[]): Record<string, string> {
  const along: Record<string, string> = {};
  const trace = single(headers['traceparent']);
  if (trace !== undefined && TRACEPARENT.test(trace)) along['traceparent'] = trace;
  return names.length === 0 ? along : Object.assign(along, picked(headers, names));
}

function picked(headers: IncomingHttpHeaders, names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = single(headers[name]);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}
