import { BlockList, isIP, isIPv6 } from 'node:net';
import { Fault } from '@fairlead/plugin-sdk';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for an origin by the usual variables, lower case first; undefined: go directly. As with curl, an address
 * of this machine is no exception: list it in `NO_PROXY`.
 *
 * @throws Fault `gateway_error` when the variable holds no URL
 */
export function proxyFor(origin: URL, env: Environment): string | undefined {
  const wanted = origin.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const proxy = read(env, wanted) ?? read(env, 'all_proxy');
  if (proxy === undefined || isExempt(origin, read(env, 'no_proxy') ?? '')) return undefined;
  const url = URL.parse(proxy.includes('://') ? proxy : `http://${proxy}`);
  if (url === null)
    throw new Fault(
      'gateway_error',
      `${wanted} (or all_proxy) in the environment is no URL; write http://host:port`,
    );
  return url.href;
}

/**
 * `NO_PROXY`: names with or without a leading dot match themselves and what is below them; addresses match as
 * addresses, also by network (`10.0.0.0/8`); a port narrows; `*` is all.
 */
function isExempt(origin: URL, list: string): boolean {
  const host = unbracket(origin.hostname).toLowerCase();
  const port = origin.port || (origin.protocol === 'https:' ? '443' : '80');
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => covers(entry, host, port));
}

function covers(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const [network, bits] = entry.split('/');
  if (bits !== undefined) return isWithin(host, unbracket(network!), Number(bits));
  // A bare IPv6 address is full of colons, so its port can only follow brackets.
  const [, name = entry, onlyPort] = (isIPv6(entry) ? null : /^(.+?):(\d+)$/.exec(entry)) ?? [];
  if (onlyPort !== undefined && onlyPort !== port) return false;
  const suffix = unbracket(name.replace(/^\*?\./, ''));
  return host === suffix || host.endsWith(`.${suffix}`);
}

function isWithin(host: string, network: string, bits: number): boolean {
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  const most = family === 'ipv6' ? 128 : 32;
  if (isIP(host) === 0 || isIP(network) === 0 || !(Number.isInteger(bits) && bits >= 0 && bits <= most))
    return false;
  const list = new BlockList();
  list.addSubnet(network, bits, family);
  return list.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');
}

function unbracket(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

function read(env: Environment, name: string): string | undefined {
  return env[name] || env[name.toUpperCase()] || undefined;
}
