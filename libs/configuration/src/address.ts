import type { Address } from './settings.js';

/** `127.0.0.1:8080`, `[::1]:8080`, `:8080` (every address) or `8080` (the loopback). Port 0 lets the system choose. */
export function parseAddress(text: string): Address | undefined {
  const parts = /^(?:(?<host>\[[0-9a-fA-F:.]+\]|[^:\s]*):)?(?<port>\d{1,5})$/.exec(text)?.groups;
  const port = Number(parts?.['port']);
  if (parts === undefined || port > 65_535) return undefined;
  const host = parts['host'];
  if (host === undefined) return { host: '127.0.0.1', port };
  return { host: host === '' ? '0.0.0.0' : host.replace(/^\[|\]$/g, ''), port };
}

/** As {@link parseAddress} reads it. */
export function formatAddress({ host, port }: Address): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
