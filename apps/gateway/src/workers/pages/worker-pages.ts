import type { Crew } from '../crew.js';
import type { PageAnswer, PageRequest } from '../protocol.js';
import { askOne } from './ask-one.js';
import { deadlineOf, jsonAnswer } from './gathered.js';
import { withWorkersPaths } from './openapi.js';

/** What is said of the workers themselves, and the pages of a single one. Undefined: it is none of these. */
export async function workerPage(
  crew: Crew,
  path: string,
  request: PageRequest,
): Promise<PageAnswer | undefined> {
  const single = /^\/workers\/(\d+)(\/.*)$/.exec(request.url);
  if (single !== null) return pageOfOne(crew, Number(single[1]), { ...request, url: single[2]! });
  const isList = path === '/admin/workers' && request.method === 'GET';
  const isRestart = path === '/admin/workers/restart' && request.method === 'POST';
  const isDescription = path === '/admin/openapi.json' && request.method === 'GET';
  if (!isList && !isRestart && !isDescription) return undefined;
  // Who may see these may see that: a page that costs a worker nothing.
  const admission = await askOne(crew, { ...request, method: 'GET', url: '/admin/openapi.json' });
  if (isDescription) return withWorkersPaths(admission);
  if (admission.status !== 200) return admission;
  if (isList) return jsonAnswer(200, { workers: list(crew) });
  const reason = await crew.restart();
  return reason === undefined
    ? jsonAnswer(200, { workers: list(crew) })
    : jsonAnswer(409, { error: reason, workers: list(crew) });
}

function list(crew: Crew): object[] {
  return crew.members.map(({ number, pid, state }) => ({ worker: number, pid, state }));
}

async function pageOfOne(crew: Crew, number: number, request: PageRequest): Promise<PageAnswer> {
  const worker = crew.answering.find((each) => each.number === number);
  if (worker === undefined) return jsonAnswer(404, { error: `no worker ${number} serves` });
  const answer = await worker.page(request, deadlineOf(request));
  return answer ?? jsonAnswer(504, { error: `worker ${number} does not answer` });
}
