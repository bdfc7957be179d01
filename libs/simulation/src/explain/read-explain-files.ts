import {
  about,
  dictionary,
  duration,
  integer,
  keyed,
  percent,
  readDocument,
  record,
  suggest,
  text,
  word,
  type Findings,
} from '@fairlead/policy';
import type { RehearsalProblemCode } from '../problem-codes.js';
import type { GivenState } from '../stage/given-state.js';
import { PLAIN_REQUEST, type RehearsedRequest } from '../stage/rehearsed-request.js';
import type { Stage } from '../stage/stage.js';
import { requestFacts } from '../syntax/request.js';

const givenState = dictionary(
  text,
  record({
    state: about('How it is.', word(['healthy', 'ejected', 'draining', 'disabled']), { default: 'healthy' }),
    forMs: about('How long an ejection lasts.', keyed('for', duration)),
    quota: about('What is left of its rate limit.', percent, { example: '5%' }),
    inflight: about('Requests on their way to it.', integer({ min: 0 }), { default: 0 }),
    firstTokenMs: about('What was measured until the first token.', keyed('first_token', duration)),
    perTokenMs: about('What was measured for every further token.', keyed('per_token', duration)),
  }),
);

type ExplainFindings = Findings<RehearsalProblemCode>;

/** Reads the facts of one request, YAML or JSON. Undefined when they cannot be used; what is wrong is in `findings`. */
export function readRequestFile(content: string, findings: ExplainFindings): RehearsedRequest | undefined {
  const document = readDocument(content, findings);
  const facts = document && requestFacts.read(document, findings);
  return facts && { ...PLAIN_REQUEST, ...facts };
}

/** Reads how targets are: a map by target. Undefined when it cannot be used. */
export function readStateFile(
  content: string,
  { targets }: Pick<Stage, 'targets'>,
  findings: ExplainFindings,
): GivenState | undefined {
  const document = readDocument(content, findings);
  const state = document && givenState.read(document, findings);
  for (const [id, { place }] of state ?? []) {
    if (targets.has(id)) continue;
    findings.error(
      place,
      'unknown-target',
      `the policy has no target "${id}"`,
      suggest(id, [...targets.keys()]),
    );
  }
  return state && Object.fromEntries([...state].map(([id, { value }]) => [id, value]));
}
