import { createHash, timingSafeEqual } from 'node:crypto';
import { isLoopback, isLoopbackHost } from './loopback.js';

export interface AdminRequest {
  readonly authorization?: string | undefined;
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
}

export interface AdminRules {
  /** What the listener is bound to; undefined: unknown, since it is an application's that the gateway is part of. */
  readonly boundTo: string | undefined;
  /** Undefined: none is set. */
  readonly token: string | undefined;
}

export type AdminVerdict =
  { readonly allowed: true } | { readonly allowed: false; readonly status: 401 | 403; readonly why: string };

const ALLOWED: AdminVerdict = { allowed: true };

/**
 * Who may see and change how the gateway routes. Whoever has the token may; without one only a caller on this machine,
 * and not a web page that a browser on this machine has open: a page is told by its origin, and one that has made its
 * own name point here (DNS rebinding) by the name it calls.
 */
export function judgeAdmin(request: AdminRequest, { boundTo, token }: AdminRules): AdminVerdict {
  const given = /^Bearer +(\S+)$/i.exec(request.authorization ?? '')?.[1];
  if (token !== undefined && given !== undefined && equal(given, token)) return ALLOWED;
  if (boundTo !== undefined && isLoopback(boundTo)) return judgeLocal(request);
  if (token === undefined) {
    const why =
      boundTo === undefined
        ? 'the admin routes are part of an application, and FAIRLEAD_ADMIN_TOKEN is not set: set it'
        : `the admin listener is bound to ${boundTo}, which others can reach, and FAIRLEAD_ADMIN_TOKEN is not set: set it, or bind the listener to 127.0.0.1`;
    return { allowed: false, status: 403, why };
  }
  const why =
    given === undefined ? 'send "authorization: Bearer <the admin token>"' : 'this is not the admin token';
  return { allowed: false, status: 401, why };
}

function judgeLocal({ host, origin }: AdminRequest): AdminVerdict {
  if (host === undefined || !isLoopbackHost(host)) {
    const why = `"${host ?? ''}" is not this machine: call the admin listener by 127.0.0.1 or localhost, or with the admin token`;
    return { allowed: false, status: 403, why };
  }
  if (origin !== undefined && URL.parse(origin)?.host !== host) {
    const why = `a page of ${origin} may not call the admin listener`;
    return { allowed: false, status: 403, why };
  }
  return ALLOWED;
}

/** Takes the same time wherever they differ. */
function equal(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
