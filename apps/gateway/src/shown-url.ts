/** The address of a listener, as a person on this machine can call it. */
export function shownUrl(host: string, port: number): string {
  const shown = host === '0.0.0.0' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${port}`;
}
