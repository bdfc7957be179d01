import { findEndpoint, withoutPrefix } from './endpoints.js';

const POST = ['POST'];
const GET = ['GET', 'HEAD'];

/** Paths that are read, not posted to. */
const READ: readonly { readonly pattern: RegExp; readonly route: string }[] = [
  { pattern: /^\/v1(?:beta)?\/models$/, route: '/v1/models' },
  { pattern: /^\/v1(?:beta)?\/models\/.+$/, route: '/v1/models/{id}' },
  { pattern: /^\/health(?:\/(?:live|ready|full|startup))?$/, route: '/health' },
];

/** What a 405 tells; undefined for an unknown path. */
export function allowedMethods(url: string): readonly string[] | undefined {
  if (findEndpoint(url) !== undefined) return POST;
  return findRead(url) && GET;
}

/** A label from a closed set; what a caller invents is `other`. */
export function routeLabel(url: string): string {
  return findEndpoint(url)?.route ?? findRead(url)?.route ?? 'other';
}

function findRead(url: string): (typeof READ)[number] | undefined {
  const path = withoutPrefix(url.split('?', 1)[0]!);
  return READ.find(({ pattern }) => pattern.test(path));
}
