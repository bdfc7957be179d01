import { decisionLimit } from '../../admin/decision-limit.js';
import type { PageAnswer, PageRequest } from '../protocol.js';
import { joinBudgets, type Budget } from './budgets.js';
import { bodyOf, jsonAnswer, type Said } from './gathered.js';
import { joinPolicy } from './policy.js';

interface CombinedPage {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  /** Undefined: the first answer says it all. */
  combine(said: readonly Said[], request: PageRequest): PageAnswer | undefined;
}

/** The pages of which every worker has a part. */
export const COMBINED: readonly CombinedPage[] = [
  { method: 'GET', path: /^\/admin\/policy$/, combine: (said) => joinPolicy(said, 200) },
  { method: 'POST', path: /^\/admin\/reload$/, combine: (said) => joinPolicy(said, 422) },
  { method: 'GET', path: /^\/admin\/decisions$/, combine: joinDecisions },
  { method: 'GET', path: /^\/admin\/decisions\/[^/]+$/, combine: firstWith(200) },
  { method: 'GET', path: /^\/admin\/canaries$/, combine: (said) => concatenated(said, 'canaries') },
  { method: 'POST', path: /^\/admin\/canaries\/[^/]+\/[^/]+\/reset$/, combine: firstWith(204) },
  {
    method: 'GET',
    path: /^\/admin\/budgets$/,
    combine: (said) => jsonAnswer(200, { budgets: joinBudgets(listed<Budget>(said, 'budgets')) }),
  },
  { method: 'GET', path: /^\/admin\/plugins$/, combine: joinPlugins },
];

/** Who has it, or has done it, speaks for all. */
function firstWith(status: number): CombinedPage['combine'] {
  return (said) => said.find(({ answer }) => answer?.status === status)?.answer;
}

function concatenated(said: readonly Said[], key: string): PageAnswer {
  return jsonAnswer(200, { [key]: listed(said, key) });
}

/** Newest first, of all of them. */
function joinDecisions(said: readonly Said[], { url }: PageRequest): PageAnswer {
  const limit = decisionLimit(new URL(url, 'http://fairlead').searchParams.get('limit'));
  const all = listed<{ readonly at: string }>(said, 'decisions').sort((a, b) => (a.at < b.at ? 1 : -1));
  return jsonAnswer(200, { decisions: all.slice(0, limit) });
}

/** Once each, as long as they do alike in all workers. */
function joinPlugins(said: readonly Said[]): PageAnswer {
  const seen = new Map<string, object>();
  for (const { worker, ...plugin } of listed<object>(said, 'plugins')) {
    const text = JSON.stringify(plugin);
    if (!seen.has(text)) seen.set(text, { ...plugin, worker });
  }
  const all = [...seen].map(([text, withWorker]) => ({ plugin: JSON.parse(text) as Reference, withWorker }));
  const plugins = all.map(({ plugin, withWorker }) =>
    all.filter((other) => other.plugin.reference === plugin.reference).length === 1 ? plugin : withWorker,
  );
  return jsonAnswer(200, { plugins });
}

interface Reference {
  readonly reference: string;
}

/** The entries of one list of every answer, each with the worker it comes from. */
function listed<T extends object>(said: readonly Said[], key: string): (T & { readonly worker: number })[] {
  return said.flatMap(({ worker, answer }) =>
    answer?.status === 200
      ? (bodyOf<Record<string, T[]>>(answer)[key] ?? []).map((entry) => ({ ...entry, worker }))
      : [],
  );
}
