import type { Crew } from '../crew.js';
import type { PageAnswer, PageRequest } from '../protocol.js';
import { deadlineOf, jsonAnswer } from './gathered.js';

/** What any worker knows as well as the others. */
export async function askOne(crew: Crew, request: PageRequest): Promise<PageAnswer> {
  for (const worker of crew.answering) {
    const answer = await worker.page(request, deadlineOf(request));
    if (answer !== undefined) return answer;
  }
  return jsonAnswer(503, { error: 'no worker answers' });
}
