import type { FaultClass, RequestFacts } from '@fairlead/plugin-sdk';
import type { PolicySources } from '@fairlead/policy';
import { noHistory } from '@fairlead/routing';
import { giveState, type GivenState } from '../stage/given-state.js';
import { Rehearsal } from '../stage/rehearsal.js';
import type { RehearsedRequest } from '../stage/rehearsed-request.js';
import { matchFactsOf } from '../stage/route-of.js';
import type { Stage } from '../stage/stage.js';
import type { Explanation } from './explanation.js';
import { explanationOf } from './explanation-of.js';

export interface ExplainQuestion {
  readonly stage: Stage;
  readonly request: RehearsedRequest;
  /** How targets are; those not listed are well, idle and unmeasured. */
  readonly state?: GivenState | undefined;
  /** Every draw comes from here; default: 1. */
  readonly seed?: number | undefined;
  /** Calendar time, for prices and budgets. */
  readonly start?: Date | undefined;
  /** What every attempt comes to, so that the next one shows; default: `overloaded`. */
  readonly failing?: FaultClass | undefined;
  /** For the lines of the policy. */
  readonly sources?: PolicySources | undefined;
}

/**
 * What the policy does with a request. The real engine is asked, and every attempt fails, so that the order of attempts
 * shows.
 *
 * @throws RangeError for a state of a target that does not exist
 */
export async function explainRequest(question: ExplainQuestion): Promise<Explanation> {
  const { stage, request, sources } = question;
  const rehearsal = rehearsalOf(question);
  const asked = rehearsal.ask(request);
  await rehearsal.finish();
  const match = matchFactsOf(stage, request);
  const facts = factsOf(request, match);
  const constraints = stage.plan.constraints.filter((constraint) => constraint.match.matches(match));
  // The attempts have left their marks on the first one.
  const { router, load } = rehearsalOf(question);
  return explanationOf({
    stage,
    sources,
    facts,
    asked: match,
    constraints: constraints.map(({ name }) => name),
    decided: asked.decided,
    status: asked.report!.status,
    outcome: asked.report!.outcome,
    outputTokens: ({ name }) => load.expectedOutputTokens(name, facts),
    survey: (route, tier) =>
      router
        .decide(route, facts, { ...noHistory, tier: tier.name, constraints })
        .record.candidates.filter((candidate) => candidate.tier === tier.name),
  });
}

function rehearsalOf({
  stage,
  seed = 1,
  start,
  state = {},
  failing = 'overloaded',
}: ExplainQuestion): Rehearsal {
  const script = { meet: () => ({ fault: failing, failAfterMs: 1 }), explains: () => true };
  const rehearsal = new Rehearsal({ stage, script, seed, start });
  giveState(rehearsal, state);
  return rehearsal;
}

function factsOf(
  { operation, stream, promptTokens, maxOutputTokens, capabilities, labels }: RehearsedRequest,
  { model, tenant }: { readonly model: string; readonly tenant?: string },
): RequestFacts {
  return {
    operation,
    model,
    stream,
    promptTokens,
    capabilities,
    labels,
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(tenant !== undefined && { tenant }),
  };
}
