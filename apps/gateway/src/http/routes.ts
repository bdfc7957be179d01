import { findEndpoint, withoutPrefix } from './endpoints.js';

const POST = ['POST'];
const GET = ['GET', 'HEAD'];

/** A reply that a provider keeps. */
const KEPT = [
  { pattern: /^\/v1\/responses\/[^/]+$/, route: '/v1/responses/{id}', methods: ['GET', 'DELETE'] },
  { pattern: /^\/v1\/responses\/[^/]+\/input_items$/, route: '/v1/responses/{id}/input_items', methods: GET },
  { pattern: /^\/v1\/responses\/[^/]+\/cancel$/, route: '/v1/responses/{id}/cancel', methods: POST },
];

/** Paths that are read, not posted to. */
const READ: readonly { readonly pattern: RegExp; readonly route: string }[] = [
  { pattern: /^\/v1(?:beta)?\/models$/, route: '/v1/models' },
  { pattern: /^\/v1(?:beta)?\/models\/.+$/, route: '/v1/models/{id}' },
  { pattern: /^\/health(?:\/(?:live|ready|full|startup))?$/, route: '/health' },
];

/** A method of a model, and one that nobody knows: whoever posts to it misspelt it. */
const UNKNOWN_METHOD = /\/models\/[^?]+:[A-Za-z]+(?:\?|$)/;

/** What a 405 tells; undefined for an unknown path. */
export function allowedMethods(url: string): readonly string[] | undefined {
  if (findEndpoint(url) !== undefined) return POST;
  if (UNKNOWN_METHOD.test(url)) return undefined;
  return findKept(url)?.methods ?? (findRead(url) && GET);
}

/** Whether a path, without a vendor's prefix, names a reply that a provider keeps. */
export function isKept(path: string): boolean {
  return findKept(path) !== undefined;
}

/** A label from a closed set; what a caller invents is `other`. */
export function routeLabel(url: string): string {
  return findEndpoint(url)?.route ?? findKept(url)?.route ?? findRead(url)?.route ?? 'other';
}

function findKept(url: string): (typeof KEPT)[number] | undefined {
  const path = withoutPrefix(url.split('?', 1)[0]!);
  return KEPT.find(({ pattern }) => pattern.test(path));
}

function findRead(url: string): (typeof READ)[number] | undefined {
  const path = withoutPrefix(url.split('?', 1)[0]!);
  return READ.find(({ pattern }) => pattern.test(path));
}
