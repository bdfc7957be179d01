import type { FastifyRequest } from 'fastify';

/** A route of ours, below where it is mounted; the mount itself may hold the same words. */
const OURS = /^(.*)\/(?:(?:v1|v1beta|openai|anthropic|gemini)\/\*|(?:health|admin|metrics)(?:\/.*)?)$/;

/** Segments of the mount by the pattern of a route: a closed set, and looked up by every request. */
const known = new Map<string, number>();

/** Path and query as they would be if the gateway had the server to itself; a prefix may stand before them. */
export function urlBelowMount({ url, routeOptions }: Pick<FastifyRequest, 'url' | 'routeOptions'>): string {
  const pattern = routeOptions.url;
  if (pattern === undefined) return url;
  let segments = known.get(pattern);
  if (segments === undefined) {
    const mount = OURS.exec(pattern)?.[1] ?? '';
    segments = mount.split('/').length - 1;
    known.set(pattern, segments);
  }
  // A segment of the mount may be a parameter of any length.
  let at = 0;
  for (let n = 0; n < segments; n++) at = url.indexOf('/', at + 1);
  return url.slice(Math.max(0, at));
}
