import type { LookupAddress } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';

/**
 * Link-local addresses, and those at which clouds hand a machine its own credentials. No provider is there; a name or a
 * redirection that leads there is a mistake or an attack.
 */
const FORBIDDEN = new BlockList();
FORBIDDEN.addSubnet('169.254.0.0', 16, 'ipv4');
FORBIDDEN.addSubnet('fe80::', 10, 'ipv6');
FORBIDDEN.addAddress('100.100.100.200', 'ipv4');
FORBIDDEN.addAddress('168.63.129.16', 'ipv4');
FORBIDDEN.addAddress('fd00:ec2::254', 'ipv6');

/** The code of the error with which a lookup refuses. */
const FORBIDDEN_CODE = 'EFORBIDDEN';

/** @param address of any family; brackets and a zone are taken off */
export function isForbidden(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  return isIP(bare) !== 0 && FORBIDDEN.check(bare, isIPv6(bare) ? 'ipv6' : 'ipv4');
}

export function forbidden(host: string): Error {
  const what = `leads to an address of link-local or metadata services; set allow_link_local for this provider if that is meant`;
  return Object.assign(new Error(`${host} ${what}`), { code: FORBIDDEN_CODE });
}

/** The same lookup, which fails where any of a name's addresses is forbidden. */
export function guardedLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, answer) => {
    lookup(hostname, options, (error, address: string | LookupAddress[], family) => {
      const all = typeof address === 'string' ? [{ address }] : (address ?? []);
      if (error === null && all.some((each) => isForbidden(each.address))) answer(forbidden(hostname), '', 0);
      else answer(error, address, family);
    });
  };
}
