import { recordedRoute, type DecidedExchange } from '@fairlead/engine';
import type { RequestFacts } from '@fairlead/plugin-sdk';
import type { MatchFacts, PolicySources } from '@fairlead/policy';
import { replayDecision, type DecisionRecord } from '@fairlead/routing';
import type { Stage } from '../stage/stage.js';
import type { Explanation } from './explanation.js';
import { explanationOf } from './explanation-of.js';

/** What `/admin/decisions/{id}` tells of a request, as it comes out of JSON. */
export type RecordedExchange = Omit<DecidedExchange, 'at'>;

export interface RecordedQuestion {
  readonly stage: Pick<Stage, 'plan' | 'targets' | 'strategies'>;
  readonly decided: RecordedExchange;
  readonly sources?: PolicySources | undefined;
}

/** The usual chat answer, where nothing else is known. */
const USUAL_OUTPUT_TOKENS = 300;

/** Why a request that was answered went where it went; each decision whose state was kept is made again. */
export function explainDecided({ stage, decided, sources }: RecordedQuestion): Explanation {
  const { facts, steps, status, outcome } = decided;
  const asked = askedOf(decided);
  const state = steps[0]?.state;
  const seen = Object.values(state?.pools ?? {}).flatMap(({ candidates }) => Object.values(candidates));
  const usual = seen[0]?.expectedOutputTokens ?? USUAL_OUTPUT_TOKENS;
  const explanation = explanationOf({
    stage,
    sources,
    facts: facts ?? NOTHING,
    asked,
    constraints: state?.history.constraints ?? [],
    decided,
    status,
    outcome,
    outputTokens: () => Math.min(usual, facts?.maxOutputTokens ?? usual),
    survey: () => [],
  });
  return { ...explanation, replayed: steps.flatMap((step) => isSame(stage, decided, step)) };
}

/** None where its state was not kept. */
function isSame(
  { plan, strategies }: RecordedQuestion['stage'],
  { facts, canary }: RecordedExchange,
  { record, state }: RecordedExchange['steps'][number],
): boolean[] {
  if (state === undefined || facts === undefined) return [];
  const route = recordedRoute(plan, record, canary);
  if (route === undefined) return [false];
  const { constraints } = plan;
  const again = replayDecision({ route, facts, state, strategies, constraints }).record;
  return [asText(again) === asText(record)];
}

/** Keys in one order: what was read from JSON may have another. */
function asText(record: DecisionRecord): string {
  return JSON.stringify(record, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** Of a request that was refused before anybody was asked, the facts are not kept. */
const NOTHING: RequestFacts = { operation: 'chat', model: '', stream: false, promptTokens: 0, labels: {} };

/** Headers are not recorded. */
function askedOf({ facts: known = NOTHING }: RecordedExchange): MatchFacts {
  const operation = known.operation === 'count_tokens' ? 'chat' : known.operation;
  return { ...known, operation, capabilities: known.capabilities ?? [], headers: {} };
}
