import type { Crew } from '../crew.js';
import type { PageAnswer, PageRequest } from '../protocol.js';

/** What one worker said; undefined: nothing in time. */
export interface Said {
  readonly worker: number;
  readonly pid: number | undefined;
  readonly answer: PageAnswer | undefined;
}

const USUAL_MS = 5000;
/** Plugins may take 10 s each to load. */
const LOADING_MS = 60_000;

/** Whoever changes or checks something has plugins loaded for it. */
export function deadlineOf({ method }: PageRequest): number {
  return method === 'POST' ? LOADING_MS : USUAL_MS;
}

/** The same question to every worker that serves. */
export async function askAll(crew: Crew, request: PageRequest): Promise<Said[]> {
  return Promise.all(
    crew.answering.map(async (worker) => ({
      worker: worker.number,
      pid: worker.pid,
      answer: await worker.page(request, deadlineOf(request)),
    })),
  );
}

export function jsonAnswer(status: number, body: object): PageAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}

/** The body of a worker's page, which is ours: its shape is known. */
export function bodyOf<T>(answer: PageAnswer): T {
  return JSON.parse(answer.body) as T;
}
