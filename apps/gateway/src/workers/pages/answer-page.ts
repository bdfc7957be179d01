import type { Crew } from '../crew.js';
import type { PageAnswer, PageRequest } from '../protocol.js';
import { askOne } from './ask-one.js';
import { COMBINED } from './combined.js';
import { askAll, jsonAnswer } from './gathered.js';
import { workerPage } from './worker-pages.js';

/** A page of the admin listener, from every worker that has a part of it. Each judges who may see it. */
export async function answerPage(crew: Crew, request: PageRequest): Promise<PageAnswer> {
  const path = request.url.split('?')[0]!.replace(/\/$/, '');
  const own = await workerPage(crew, path, request);
  if (own !== undefined) return own;
  const page = COMBINED.find((each) => each.method === request.method && each.path.test(path));
  if (page === undefined) return askOne(crew, request);
  const said = await askAll(crew, request);
  const answers = said.flatMap(({ answer }) => answer ?? []);
  const refusal = answers.find(({ status }) => status === 401 || status === 403);
  const [first] = answers;
  if (first === undefined) return jsonAnswer(503, { error: 'no worker answers' });
  return refusal ?? page.combine(said, request) ?? first;
}
