import type { Refused } from './refusal.js';
import { allowedMethods } from './routes.js';

/** What a request is told that leads nowhere: a path that nobody knows, or a method that it does not take. */
export function lost(method: string, url: string): Refused {
  const path = url.split('?', 1)[0]!;
  const methods = allowedMethods(path);
  if (methods !== undefined && !methods.includes(method)) {
    const message = `Not allowed to ${method} on ${path}; use ${methods.join(' or ')}.`;
    return { status: 405, message, code: 'method_not_supported', allow: methods.join(', ') };
  }
  const message = `Unknown request URL: ${method} ${path}. Please check the URL for typos.`;
  return { status: 404, message, code: 'unknown_url' };
}
