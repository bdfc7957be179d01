import type { IncomingHttpHeaders } from 'node:http';
import type { RelayAsk } from '@fairlead/engine';

/** What of a relayed request's headers goes along: what the body is, and what the caller can read. */
export function relayOf(headers: IncomingHttpHeaders, suffix: string | undefined): RelayAsk {
  const { accept, 'content-type': contentType } = headers;
  return {
    method: 'POST',
    accept: accept ?? '*/*',
    ...(contentType !== undefined && { contentType }),
    ...(suffix !== undefined && { suffix }),
  };
}
