import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { ConfiguredProvider } from '@fairlead/plugin-host';
import { connectionAdvice } from './connection-advice.js';
import { ok, problem, warning, type Finding } from './finding.js';

const DAY_MS = 86_400_000;
/** Most authorities renew a month before the end; two weeks left means that it did not work. */
const CERTIFICATE_WARNING_DAYS = 14;

export async function checkName(home: URL): Promise<Finding> {
  const host = home.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return ok('dns', `${host} is an address`);
  try {
    const addresses = await lookup(host, { all: true });
    return ok('dns', `${host} is ${addresses.map(({ address }) => address).join(', ')}`);
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    const todo = `check the spelling of ${host}, and whether this machine's resolver knows it: getent hosts ${host}`;
    return problem('dns', `${host} has no address (${code})`, todo);
  }
}

/** @param now for the certificate's days */
export async function checkConnection(
  instance: Pick<ConfiguredProvider, 'handshake' | 'home'>,
  timeoutMs: number,
  now: Date,
): Promise<Finding> {
  const attempt = instance.handshake()!;
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = Object.assign(new Error(`no connection in ${timeoutMs} ms`), { code: 'ETIMEDOUT' });
    timer = setTimeout(() => reject(error), timeoutMs);
  });
  try {
    const validTo = await Promise.race([attempt.done, late]);
    const tookMs = Math.round(performance.now() - startedAt);
    return certificate(validTo, now, `open after ${tookMs} ms`);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return problem('connection', message, connectionAdvice(code, instance.home!));
  } finally {
    clearTimeout(timer);
    attempt.abort();
  }
}

function certificate(validTo: Date | undefined, now: Date, opened: string): Finding {
  if (validTo === undefined) return ok('connection', `${opened}, without TLS`);
  const days = Math.floor((validTo.getTime() - now.getTime()) / DAY_MS);
  const said = `${opened}, certificate good for ${days} days`;
  if (days >= CERTIFICATE_WARNING_DAYS) return ok('connection', said);
  return warning('connection', said, 'whoever runs that server must renew it');
}
