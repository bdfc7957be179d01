import { PLAIN_REQUEST, type RehearsedRequest } from '../stage/rehearsed-request.js';
import { requestFor } from '../stage/request-for.js';
import type { TestSyntax } from './syntax/test-file.js';
import type { TestWorld } from './test-world.js';

/** What a test asks: the same request once or many times, evenly spaced. */
export interface Questions {
  readonly request: RehearsedRequest;
  readonly count: number;
  readonly everyMs: number;
  /** How long the test goes on asking. */
  readonly forMs: number;
}

const USUAL_RPS = 10;

export function questionsOf(
  { request, load }: TestSyntax,
  { stage, hints }: Pick<TestWorld, 'stage' | 'hints'>,
): Questions {
  if (load === undefined)
    return { request: { ...PLAIN_REQUEST, ...request }, count: 1, everyMs: 0, forMs: 0 };
  const { route, request: facts, labels, rps = USUAL_RPS, forMs, requests } = load.value;
  const asked = { ...PLAIN_REQUEST, ...facts, labels: { ...facts?.labels, ...labels } };
  const everyMs = 1000 / rps;
  const count = requests ?? Math.max(1, Math.floor((forMs?.value ?? 0) / everyMs));
  const there = route && requestFor(stage, route.value, asked, hints.get(route.value));
  return { request: there ?? asked, count, everyMs, forMs: forMs?.value ?? count * everyMs };
}
